package io.wugan.recognition.decode;

import io.wugan.core.plate.CharRead;
import java.util.List;

/**
 * What the reader's character slots say.
 *
 * @param text normalised
 * @param chars as read, before normalising
 */
public record SlotRead(String text, List<CharRead> chars) {

  /** Copies the list. */
  public SlotRead {
    chars = List.copyOf(chars);
  }
}
