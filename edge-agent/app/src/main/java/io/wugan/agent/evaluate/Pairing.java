package io.wugan.agent.evaluate;

import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.TextDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which read of a picture stands for which of its plates: exact ones first, then the nearest. */
final class Pairing {

  private Pairing() {}

  static List<Outcome> pair(LabelledPicture picture, List<PlateRead> reads) {
    List<PlateRead> left = new ArrayList<>(reads);
    List<LabelledPlate> unread = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (LabelledPlate plate : picture.plates()) {
      Optional<PlateRead> exact =
          left.stream().filter(read -> SameText.same(read.text(), plate.text())).findFirst();
      exact.ifPresentOrElse(
          read -> {
            left.remove(read);
            outcomes.add(new Outcome(picture.file(), plate, exact));
          },
          () -> unread.add(plate));
    }
    for (LabelledPlate plate : unread) {
      Optional<PlateRead> nearest =
          left.stream()
              .min(Comparator.comparingInt(read -> TextDistance.edits(read.text(), plate.text())));
      nearest.ifPresent(left::remove);
      outcomes.add(new Outcome(picture.file(), plate, nearest));
    }
    return outcomes;
  }
}
