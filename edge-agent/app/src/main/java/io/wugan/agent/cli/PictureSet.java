package io.wugan.agent.cli;

import io.wugan.agent.evaluate.LabelledPicture;
import io.wugan.agent.evaluate.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures that are measured together.
 *
 * @param name the label file or the folder, as it was given
 * @param pictures with what they show
 */
record PictureSet(String name, List<LabelledPicture> pictures) {

  PictureSet {
    pictures = List.copyOf(pictures);
  }

  static List<PictureSet> list(List<Path> labels, List<Path> noPlates, EveryNth every)
      throws IOException {
    List<PictureSet> sets = new ArrayList<>();
    for (Path given : labels) {
      Path csv = Files.isDirectory(given) ? given.resolve("labels.csv") : given;
      sets.add(new PictureSet(csv.toString(), Labels.read(csv)));
    }
    for (Path folder : noPlates) {
      List<Path> files = every.of(PictureFiles.list(List.of(folder)));
      sets.add(
          new PictureSet(
              folder.toString(),
              files.stream().map(file -> new LabelledPicture(file, List.of())).toList()));
    }
    return sets;
  }
}
