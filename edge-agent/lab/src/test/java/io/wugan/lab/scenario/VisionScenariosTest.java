package io.wugan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.lane.Approach;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneGeometry;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.SharePoint;
import io.wugan.core.lane.SharePolygon;
import io.wugan.core.lane.TripLine;
import io.wugan.lab.clip.ClipScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scenarios about vision, as scenes before real recognition, tracking, sessions and ledger.
 *
 * <p>A scene is {@code LANE@SECONDS for SECONDS [dies] [vehicles]}: the lane, when the scene
 * begins, how long it lasts, and vehicles as in {@code docs/clip-renderer.md}; scenes follow one
 * another after {@code &}. With {@code dies} the camera gives no more frames in the end. {@code
 * LANE@SECONDS loop SECOND…} is a lane whose camera is dead and whose loop is occupied then. The
 * lanes:
 *
 * <ul>
 *   <li>E1 and X1: entry and exit, with a virtual loop; E2 an entry without one
 *   <li>EW: an entry that knows how its camera looks, and so who goes the wrong way
 *   <li>B1: in and out, with a trip line across the picture
 *   <li>EP: an entry whose area leaves the right-hand side of the picture to the street
 * </ul>
 */
class VisionScenariosTest {

  private static final SharePolygon LOOP = polygon(0.2, 0.5, 0.8, 0.5, 0.9, 0.95, 0.1, 0.95);
  private static final LaneGeometry WITH_LOOP = LaneGeometry.WHOLE_PICTURE.withVirtualLoop(LOOP);

  private static final Map<String, Lane> LANES =
      Map.of(
          "E1", Lane.of("E1", LaneRole.ENTRY).withGeometry(WITH_LOOP),
          "X1", Lane.of("X1", LaneRole.EXIT).withGeometry(WITH_LOOP),
          "E2", Lane.of("E2", LaneRole.ENTRY),
          "EW", new Lane("EW", LaneRole.ENTRY, Approach.MEANS_ENTER, LaneGeometry.WHOLE_PICTURE),
          "B1",
              Lane.of("B1", LaneRole.BIDIRECTIONAL)
                  .withGeometry(
                      LaneGeometry.WHOLE_PICTURE.withTripLine(
                          new TripLine(new SharePoint(0, 0.55), new SharePoint(1, 0.55)))),
          "EP",
              Lane.of("EP", LaneRole.ENTRY)
                  .withGeometry(
                      LaneGeometry.WHOLE_PICTURE.within(polygon(0, 0, 0.5, 0, 0.5, 1, 0, 1))));

  private static SharePolygon polygon(double... xy) {
    List<SharePoint> corners = new java.util.ArrayList<>();
    for (int i = 0; i < xy.length; i += 2) {
      corners.add(new SharePoint(xy[i], xy[i + 1]));
    }
    return new SharePolygon(corners);
  }

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          A02 one car, many frames | E1@0 for 11 [{plate: 浙A12345}] | 浙A12345 ENTER | 浙A12345 OPEN | '' | 1
          A03 stops on the line | E1@0 for 11 [{plate: 浙A12345}] & X1@900 for 36 [{plate: 浙A12345, stopAtM: 6, stopForS: 25}] | 浙A12345 ENTER, 浙A12345 EXIT | 浙A12345 CLOSED EXIT_MATCHED | '' | 0
          A04 queue of two | E2@0 for 32 [{plate: 浙A11111, stopAtM: 7, stopForS: 12}, {plate: 浙A22222, startS: 3, stopAtM: 13, stopForS: 14}] | 浙A11111 ENTER, 浙A22222 ENTER | 浙A11111 OPEN, 浙A22222 OPEN | '' | 2
          A12 no plate in, plate out | E1@0 for 12 [{plate: 浙A12345, plateVisible: none}] & X1@900 for 11 [{plate: 浙A12345}] | NOPLATE ENTER UNSEEN, 浙A12345 EXIT | NOPLATE OPEN | UNREAD_ENTRY, UNMATCHED_EXIT | 0
          A13 plate in, covered out | E1@0 for 11 [{plate: 浙A12345}] & X1@900 for 12 [{plate: 浙A12345, plateVisible: covered}] | 浙A12345 ENTER, NOPLATE EXIT | 浙A12345 OPEN | UNREAD_EXIT | 0
          A14 no plate at either end | E1@0 for 12 [{plate: 浙A12345, plateVisible: none, body: suv}] & X1@900 for 12 [{plate: 浙A12345, plateVisible: none, body: suv}] | NOPLATE ENTER UNSEEN, NOPLATE EXIT UNSEEN | NOPLATE OPEN | UNREAD_ENTRY, UNREAD_EXIT | 0
          A15 pair, the second hidden | E1@0 for 20 [{plate: 浙A12345}, {plate: 浙B67890, startS: 8}] & X1@900 for 14 [{plate: 浙A12345}, {plate: 浙B67890, startS: 2}] | 浙A12345 ENTER, 浙B67890 ENTER, 浙A12345 EXIT, 浙B67890 EXIT TAILGATE | 浙A12345 CLOSED EXIT_MATCHED, 浙B67890 CLOSED EXIT_MATCHED | '' | 0
          A16 two lanes at once | E1@0 for 11 [{plate: 浙A12345}] & E2@0 for 11 [{plate: 浙B67890}] | 浙A12345 ENTER, 浙B67890 ENTER | 浙A12345 OPEN, 浙B67890 OPEN | '' | 2
          A17 turns back | B1@0 for 22 [{plate: 浙A12345, stopAtM: 5, stopForS: 2, reverse: true}] | 浙A12345 ENTER, 浙A12345 EXIT | 浙A12345 VOIDED TURN_BACK | '' | 0
          A18 a car in the street | EP@0 for 11 [{plate: 浙A12345, offsetM: -0.8}, {plate: 浙B67890, startS: 1, offsetM: 3.4}] | 浙A12345 ENTER | 浙A12345 OPEN | '' | 1
          A18 the same, no area | E2@0 for 11 [{plate: 浙A12345, offsetM: -0.8}, {plate: 浙B67890, startS: 1, offsetM: 3.4}] | 浙B67890 ENTER, 浙A12345 ENTER | 浙B67890 OPEN, 浙A12345 OPEN | '' | 2
          A19 tractor and trailer | E2@0 for 11 [{plate: 浙A12345, category: LARGE_YELLOW, body: truck, direction: depart}, {plate: 浙B1234挂, category: TRAILER, body: truck, direction: depart, startS: 3.4}] | 浙A12345+浙B1234挂 ENTER SECOND_PLATE | 浙A12345 OPEN | '' | 1
          A36 camera dead, loop alive | E1@0 for 11 [{plate: 浙A12345}] & E1@60 loop 2 9 & E1@120 for 11 [{plate: 浙B67890}] | 浙A12345 ENTER, NOPLATE ENTER UNSEEN, NOPLATE ENTER UNSEEN, 浙B67890 ENTER | 浙A12345 OPEN, NOPLATE OPEN, NOPLATE OPEN, 浙B67890 OPEN | UNREAD_ENTRY, UNREAD_ENTRY | 4
          A36 it dies, on the loop    | E1@0 for 9 dies [{plate: 浙A12345, plateVisible: none, body: suv, stopAtM: 6, stopForS: 20}] | NOPLATE ENTER UNSEEN | NOPLATE OPEN | UNREAD_ENTRY | 1
          A36 it dies, car in view | E1@0 for 7 dies [{plate: 浙A12345}] | 浙A12345 ENTER | 浙A12345 OPEN | '' | 1
          A43 one every five seconds | E1@0 for 26 [{plate: 浙A12345}, {plate: 浙B67890, startS: 5}, {plate: 浙AD12345, category: NEV_SMALL, startS: 10}, {plate: 苏E5A5A5, startS: 15}] | 浙A12345 ENTER, 浙B67890 ENTER, 浙AD12345 ENTER, 苏E5A5A5 ENTER | 浙A12345 OPEN, 浙B67890 OPEN, 浙AD12345 OPEN, 苏E5A5A5 OPEN | '' | 4
          A45 front in, rear out | E1@0 for 11 [{plate: 浙A12345, category: LARGE_YELLOW, body: truck}] & X1@900 for 12 [{plate: 浙A12345, category: LARGE_YELLOW, body: truck, direction: depart}] | 浙A12345 ENTER, 浙A12345 EXIT | 浙A12345 CLOSED EXIT_MATCHED | '' | 0
          A48 out through the entry | EW@0 for 11 [{plate: 浙A12345}] & EW@900 for 12 [{plate: 浙A12345, direction: depart}] | 浙A12345 ENTER, 浙A12345 EXIT WRONG_WAY | 浙A12345 CLOSED EXIT_MATCHED | '' | 0
          """)
  void scene_fromPixelsToRecords(
      String name, String scenes, String passages, String sessions, String reviews, long inside)
      throws IOException {
    try (RenderedLot lot = new RenderedLot(folder)) {
      for (String scene : scenes.split("&")) {
        play(lot, scene.strip());
      }
      assertThat(lot.passages()).isEqualTo(passages);
      assertThat(lot.sessions()).isEqualTo(sessions);
      assertThat(lot.reviews()).isEqualTo(reviews.equals("''") ? "" : reviews);
      assertThat(lot.inside()).isEqualTo(inside);
      assertThat(lot.everyPassageHasAPicture()).isTrue();
    }
  }

  private static void play(RenderedLot lot, String scene) throws IOException {
    String[] words = scene.split("[@ ]+", 5);
    Lane lane = LANES.get(words[0]);
    Duration start = Duration.ofSeconds(Long.parseLong(words[1]));
    if (words[2].equals("loop")) {
      lot.loop(
          lane,
          Stream.of(words[3], words[4]).map(s -> start.plusSeconds(Long.parseLong(s))).toList());
      return;
    }
    boolean dies = words[4].startsWith("dies ");
    String yaml =
        """
        clip: {width: 640, height: 360, fps: 10, seconds: %s, seed: 7}
        camera: {heightM: 1.8, tiltDeg: 8, yawDeg: 10, fovDeg: 40, sideM: 1.2, lineM: 5}
        vehicles: %s
        """
            .formatted(words[3], words[4].substring(words[4].indexOf('[')));
    lot.play(lane, ClipScenario.parse(yaml), start, dies);
  }
}
