package io.wugan.lab.damage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where in the files the bytes of a record lie: each page of the database and each frame of the log
 * that holds all of it. Found by looking for the bytes, without knowing how a page is built.
 * Immutable.
 */
final class RowCopies {

  private record Place(boolean inLog, int from, int until) {}

  private final List<Place> places = new ArrayList<>();

  RowCopies(byte[] payload, Haystack database, Haystack log) {
    String wanted = new String(payload, StandardCharsets.ISO_8859_1);
    for (int at : database.find(wanted)) {
      int page = at / FileFault.PAGE * FileFault.PAGE;
      add(false, page, page + FileFault.PAGE, at, payload.length);
    }
    for (int at : log.find(wanted)) {
      int frame = 32 + (at - 32) / FileFault.FRAME * FileFault.FRAME;
      add(true, frame, frame + FileFault.FRAME, at, payload.length);
    }
  }

  private void add(boolean inLog, int from, int until, int at, int length) {
    // What goes on in other pages would be intact only with all of them; such are not counted.
    if (at + length <= until) {
      places.add(new Place(inLog, from, until));
    }
  }

  /** Whether the record lies whole in some page at all. */
  boolean isFound() {
    return !places.isEmpty();
  }

  /** Whether the damage left at least one page with the record as it was. */
  boolean isIntact(LedgerFiles sound, LedgerFiles damaged) {
    return places.stream().anyMatch(place -> isSame(place, sound, damaged));
  }

  private static boolean isSame(Place place, LedgerFiles sound, LedgerFiles damaged) {
    byte[] before = place.inLog() ? sound.log() : sound.database();
    byte[] now = place.inLog() ? damaged.log() : damaged.database();
    return now.length >= place.until()
        && Arrays.equals(before, place.from(), place.until(), now, place.from(), place.until());
  }

  /** The bytes of a file, to be searched many times. */
  static final class Haystack {
    private final String bytes;

    Haystack(byte[] file) {
      this.bytes = new String(file, StandardCharsets.ISO_8859_1);
    }

    private List<Integer> find(String wanted) {
      List<Integer> found = new ArrayList<>();
      int at = bytes.indexOf(wanted);
      while (at >= 0) {
        found.add(at);
        at = bytes.indexOf(wanted, at + 1);
      }
      return found;
    }
  }
}
