package io.wugan.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PassageFlag;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.Quad;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a passage as {@link EventCodec#passageJson} writes it. What comes out is written to the
 * same bytes again; against the passage that went in, times are cut to milliseconds and scores
 * rounded. Thread-safe.
 */
public final class PassageReader {

  private static final BoundedJson JSON = new BoundedJson(64 * 1024, 16, 256);
  private static final int MAX_CHARS = 16;
  private static final int MAX_IMAGES = 16;

  private PassageReader() {}

  /**
   * Reads one passage.
   *
   * @throws MalformedMessageException if it is none, naming the key
   */
  public static Passage read(byte[] json) throws MalformedMessageException {
    return read(new JsonFields(JSON.readObject(json)));
  }

  static Passage read(JsonFields root) throws MalformedMessageException {
    JsonFields passage = root.object("passage");
    return new Passage(
        passage.uuid("id"),
        root.text("lane"),
        root.constant("direction", Direction.class),
        root.constant("trigger", TriggerSource.class),
        plate(root.object("plate")),
        root.has("secondPlate") ? plate(root.object("secondPlate")) : Optional.empty(),
        passage.time("at"),
        passage.time("firstSeen"),
        passage.integer("frames", 0, Integer.MAX_VALUE),
        images(root),
        flags(root));
  }

  private static Set<PassageFlag> flags(JsonFields root) throws MalformedMessageException {
    Set<PassageFlag> flags = EnumSet.noneOf(PassageFlag.class);
    for (JsonNode flag : root.array("flags", PassageFlag.values().length)) {
      flags.add(JsonFields.constant("flags", flag.asText(), PassageFlag.class));
    }
    return flags;
  }

  private static List<EvidenceRef> images(JsonFields root) throws MalformedMessageException {
    List<EvidenceRef> images = new ArrayList<>();
    for (JsonFields image : root.objects("images", MAX_IMAGES)) {
      images.add(
          new EvidenceRef(
              image.constant("kind", EvidenceKind.class),
              image.text("sha256"),
              image.integer("bytes", 0, Integer.MAX_VALUE),
              image.text("mediaType"),
              image.time("takenAt")));
    }
    return images;
  }

  /** Empty where no plate was seen at all; a plate that no grammar accepts has no number. */
  private static Optional<PlateChoice> plate(JsonFields plate) throws MalformedMessageException {
    if (!plate.has("raw")) {
      return Optional.empty();
    }
    return Optional.of(
        new PlateChoice(
            plate.has("number") ? Optional.of(number(plate)) : Optional.empty(),
            plate.text("raw"),
            plate.constant("category", PlateCategory.class),
            plate.constant("color", PlateColor.class),
            plate.constant("colorSource", ColorSource.class),
            plate.fraction("confidence"),
            chars(plate),
            plate.fraction("margin"),
            candidates(plate),
            quad(plate)));
  }

  private static PlateNumber number(JsonFields plate) throws MalformedMessageException {
    try {
      return new PlateNumber(plate.text("number"));
    } catch (IllegalArgumentException noPlate) {
      throw new MalformedMessageException("number is no plate"); // the cause quotes it
    }
  }

  private static List<CharRead> chars(JsonFields plate) throws MalformedMessageException {
    List<CharRead> chars = new ArrayList<>();
    for (JsonFields read : plate.objects("chars", MAX_CHARS)) {
      chars.add(
          new CharRead(
              read.character("value"),
              read.fraction("confidence"),
              read.character("runnerUp"),
              read.fraction("runnerUpConfidence")));
    }
    return chars;
  }

  private static List<PlateChoice.Candidate> candidates(JsonFields plate)
      throws MalformedMessageException {
    List<PlateChoice.Candidate> candidates = new ArrayList<>();
    for (JsonFields one : plate.objects("candidates", PlateChoice.MAX_CANDIDATES)) {
      candidates.add(new PlateChoice.Candidate(one.text("text"), one.fraction("score")));
    }
    return candidates;
  }

  private static Quad quad(JsonFields plate) throws MalformedMessageException {
    List<Quad.Point> corners = new ArrayList<>();
    for (JsonNode corner : plate.array("quad", 4)) {
      if (corner.size() != 2 || !corner.get(0).isNumber() || !corner.get(1).isNumber()) {
        throw new MalformedMessageException("quad has a corner that is no pair of numbers");
      }
      corners.add(new Quad.Point(corner.get(0).doubleValue(), corner.get(1).doubleValue()));
    }
    if (corners.size() != 4) {
      throw new MalformedMessageException("quad has " + corners.size() + " corners, not 4");
    }
    return new Quad(corners.get(0), corners.get(1), corners.get(2), corners.get(3));
  }
}
