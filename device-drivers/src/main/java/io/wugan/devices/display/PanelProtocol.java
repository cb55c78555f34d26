package io.wugan.devices.display;

import io.wugan.devices.serial.AnswerCheck;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** How a family of panels is spoken to. Implementations are immutable. */
interface PanelProtocol {

  /** The frames that show and say a text, in the order to be sent; none where nothing is left. */
  List<byte[]> frames(FittedText text);

  /** Finds the answer to a frame. */
  AnswerCheck answerTo(byte[] frame);

  /** Whether text goes as GBK, so that some characters cannot be shown. */
  boolean isGbk();

  /** The frame that sets the panel's clock; empty where the family has none. */
  default Optional<byte[]> clock(LocalDateTime now) {
    return Optional.empty();
  }

  /** The protocol of a panel. */
  static PanelProtocol of(DisplaySettings settings) {
    return switch (settings.type()) {
      case OLM -> new OlmProtocol(settings, false);
      case OLM_6F -> new OlmProtocol(settings, true);
      case A5 -> new A5Protocol(settings);
      case COUNTER -> new CounterProtocol(settings);
      case LCD, LOG -> new LcdProtocol(settings);
    };
  }
}
