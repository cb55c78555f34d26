package io.wugan.lab.proof.sister;

import java.util.List;

/**
 * One vehicle driving through a lane, as its camera sees it. Immutable.
 *
 * @param plate of the vehicle
 * @param pictures JPEG, in their order, at {@link Drives#FPS}
 * @param last index of the last picture in which the plate is seen: the moment of the crossing
 */
record Drive(String plate, List<byte[]> pictures, int last) {
  Drive {
    pictures = List.copyOf(pictures);
  }
}
