package io.wugan.agent.message;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The occasions on which a driver is told something, with what is said unless configured. */
public enum MessageKind {
  /** A plate was just read; the vehicle is not recorded yet. */
  PROVISIONAL("provisional", "{plate}", ""),
  /** A vehicle has come in. */
  ENTRY("entry", "{plate}\n欢迎光临", "欢迎光临"),
  /** One that pays by the month has come in. */
  ENTRY_MONTHLY("entryMonthly", "{plate}\n月租车 欢迎光临", "欢迎光临"),
  /** A vehicle whose plate was not read has come in. */
  ENTRY_NO_PLATE("entryNoPlate", "{plate}\n欢迎光临", "欢迎光临"),
  /** A vehicle has come in although no bay was free. Needs the number of bays. */
  FULL("full", "{plate}\n车位已满", "车位已满"),
  /** A vehicle has left. */
  EXIT("exit", "{plate}\n停车{stay}\n请离场后付费", "一路平安"),
  /** One that pays by the month has left: it is not asked to pay for this stay. */
  EXIT_MONTHLY("exitMonthly", "{plate}\n停车{stay}\n月租车 一路平安", "一路平安"),
  /** A vehicle has left of which another board knows the stay. */
  EXIT_ELSEWHERE("exitElsewhere", "{plate}\n一路平安\n请离场后付费", "一路平安"),
  /** A vehicle has left that nobody saw come, or has turned back at once. */
  GOODBYE("goodbye", "{plate}\n一路平安", "一路平安");

  private final String key;
  private final String lines;
  private final String voice;

  MessageKind(String key, String lines, String voice) {
    this.key = key;
    this.lines = lines;
    this.voice = voice;
  }

  /** Its key in the configuration. */
  public String key() {
    return key;
  }

  /** What a driver reads unless configured, top down. */
  public List<Template> usualLines() {
    return lines.lines().map(Template::of).toList();
  }

  /** What a driver hears unless configured. */
  public Template usualVoice() {
    return Template.of(voice);
  }

  /** The occasion with a key. */
  public static Optional<MessageKind> named(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }
}
