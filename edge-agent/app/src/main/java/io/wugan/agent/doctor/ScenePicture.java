package io.wugan.agent.doctor;

import io.wugan.core.plate.Quad;
import java.util.List;

/**
 * A camera's picture, and where plates stand in it.
 *
 * @param jpeg the picture
 * @param plates corners in shares of its width and height, 0 to 1
 */
public record ScenePicture(Bytes jpeg, List<Quad> plates) {

  public ScenePicture {
    plates = List.copyOf(plates);
  }

  /** Bytes with one owner; a record shares no array. */
  public static final class Bytes {
    private final byte[] value;

    /** Copies. */
    public Bytes(byte[] value) {
      this.value = value.clone();
    }

    /** A copy. */
    public byte[] copy() {
      return value.clone();
    }
  }
}
