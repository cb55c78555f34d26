package io.wugan.agent.evaluate;

import java.nio.file.Path;
import java.util.List;

/**
 * A picture and the plates that a person read in it.
 *
 * @param file the picture
 * @param plates empty where there is no plate
 */
public record LabelledPicture(Path file, List<LabelledPlate> plates) {
  public LabelledPicture {
    plates = List.copyOf(plates);
  }
}
