package io.wugan.devices.camera;

import io.wugan.core.health.HealthKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells from thumbnails whether a camera sees what it should. Pure: the same thumbnails at the same
 * times say the same. Confined to the camera's thread.
 *
 * <table>
 * <caption>What is told, and when</caption>
 * <tr><td>frozen</td><td>no picture for 8.5 s that was not among the last 64 different ones already, pixel by pixel; over after 3 pictures in a row that differ</td></tr>
 * <tr><td>blind</td><td>less than 8 levels between dark and bright cells for 8 s; over after 3 s</td></tr>
 * <tr><td>blurred</td><td>7 of 10 blocks have under half of their usual sharpness for 15 s; over after 5 s</td></tr>
 * <tr><td>moved</td><td>under a fifth of the blocks show the usual scene for 60 s; over after 5 s</td></tr>
 * </table>
 *
 * What is usual is learnt for a minute and forgotten within ten minutes, for day and night apart; a
 * picture that is frozen, blind, or mostly strange is not learnt. A scene that stays strange for
 * twelve hours is the new one: somebody has aimed the camera anew.
 */
final class PictureWatch {

  /** How often a picture is looked at. */
  static final long PERIOD_MILLIS = 250;

  private static final long FROZEN_MILLIS = 8_500;
  private static final int KNOWN = 64;
  private static final int MOVING_AGAIN = 3;
  private static final double BLIND_RANGE = 8;
  private static final double DARK = 40;
  private static final double BRIGHT = 215;
  private static final double NO_COLOUR = 1.2;
  private static final double NIGHT_MEAN = 35;
  private static final double BLURRED_SHARE = 0.7;
  private static final double STRANGE_BELOW = 0.2;
  private static final double LEARN_FROM = 0.5;
  private static final long ACCEPT_MILLIS = 12 * 3_600_000L;
  private static final long LONGEST_STEP = 1_000;

  private final Lasting blind = new Lasting(8_000, 3_000);
  private final Lasting blurred = new Lasting(15_000, 5_000);
  private final Lasting moved = new Lasting(60_000, 5_000);
  private final Lasting night = new Lasting(10_000, 10_000);
  private final Map<CameraLight, SceneMemory> memories = new EnumMap<>(CameraLight.class);
  private final Map<HealthKind, String> wrong = new EnumMap<>(HealthKind.class);
  private CameraLight light = CameraLight.UNKNOWN;
  private long lastMillis = Long.MIN_VALUE;
  private long lookedMillis;
  private long stillMillis;
  private int different;
  private boolean frozen;
  private final Map<Long, Boolean> known =
      new LinkedHashMap<>(KNOWN, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > KNOWN;
        }
      };
  private long movedSince;

  /**
   * Looks at a picture.
   *
   * @param atMillis when it came, on a clock that never steps
   */
  void look(Thumbnail picture, long atMillis) {
    // Time without pictures proves nothing about pictures.
    long step = lastMillis == Long.MIN_VALUE ? 0 : Math.min(LONGEST_STEP, atMillis - lastMillis);
    lastMillis = atMillis;
    lookedMillis += step;
    lookWhetherFrozen(picture, step);
    boolean empty = picture.range() < BLIND_RANGE;
    tell(HealthKind.CAMERA_BLIND, blind.update(empty, lookedMillis), blindness(picture));
    if (frozen || empty) {
      return; // nothing to be learnt from it, nor to be judged by it
    }
    followLight(picture);
    SceneMemory memory = memories.computeIfAbsent(light, any -> new SceneMemory());
    memory.follow(picture, step);
    if (memory.isLearnt()) {
      judge(memory, picture, step);
    } else {
      memory.learn(picture, step);
    }
  }

  private void lookWhetherFrozen(Thumbnail picture, long step) {
    // An encoder that is given the same picture again and again refines it from one key picture to
    // the next, so that a few pictures take turns: none of them is new.
    if (known.put(picture.fingerprint(), true) != null) {
      stillMillis += step;
      different = 0;
    } else {
      stillMillis = 0;
      different++;
    }
    frozen = stillMillis >= FROZEN_MILLIS || (frozen && different < MOVING_AGAIN);
    tell(
        HealthKind.CAMERA_FROZEN,
        frozen,
        "the very same picture for " + stillMillis / 1_000 + " s");
  }

  private static String blindness(Thumbnail picture) {
    double mean = picture.mean();
    return mean < DARK
        ? "the picture is black"
        : mean > BRIGHT ? "the picture is white" : "the picture is of one grey";
  }

  private void followLight(Thumbnail picture) {
    boolean colourless = picture.colour() < NO_COLOUR; // false for NaN
    boolean dark = picture.mean() < NIGHT_MEAN;
    boolean now = colourless || dark;
    if (light == CameraLight.UNKNOWN) {
      light = now ? CameraLight.NIGHT : CameraLight.DAY;
      night.start(now, lookedMillis);
    }
    light = night.update(now, lookedMillis) ? CameraLight.NIGHT : CameraLight.DAY;
  }

  private void judge(SceneMemory memory, Thumbnail picture, long step) {
    double likeness = memory.likeness(picture);
    double soft = memory.blurredShare(picture);
    // A blurred scene is still the same scene, a moved one need not be as sharp.
    boolean strange = likeness < STRANGE_BELOW;
    tell(
        HealthKind.CAMERA_MOVED,
        moved.update(strange, lookedMillis),
        "under a fifth of the picture shows what it usually does");
    boolean isSoft = soft >= BLURRED_SHARE && !strange;
    tell(
        HealthKind.CAMERA_BLURRED,
        blurred.update(isSoft, lookedMillis),
        "most of the picture is less than half as sharp as usual");
    if (!(likeness < LEARN_FROM) && !(soft >= LEARN_FROM)) {
      memory.learn(picture, step);
    }
    if (!moved.isRaised()) {
      movedSince = lookedMillis;
    } else if (lookedMillis - movedSince > ACCEPT_MILLIS) {
      memories.clear();
      moved.reset();
      blurred.reset();
      wrong.remove(HealthKind.CAMERA_MOVED);
      wrong.remove(HealthKind.CAMERA_BLURRED);
    }
  }

  private void tell(HealthKind kind, boolean isWrong, String detail) {
    if (isWrong) {
      wrong.put(kind, detail);
    } else {
      wrong.remove(kind);
    }
  }

  /** What is wrong, and in which way. */
  Map<HealthKind, String> wrong() {
    return Map.copyOf(wrong);
  }

  /** By what light the camera sees. */
  CameraLight light() {
    return light;
  }
}
