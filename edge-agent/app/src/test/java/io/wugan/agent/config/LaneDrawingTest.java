package io.wugan.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.lane.SharePoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneDrawingTest {

  private static final List<SharePoint> LINE =
      List.of(new SharePoint(0, 0.5), new SharePoint(1, 0.25));

  private static final String HEAD =
      """
      # 本板 😀 a comment that stays
      site: s1
      edge: e1
      data: d
      mqtt: {url: "tcp://b:1"}
      lanes:
      """;

  private static String draw(String lanes, String lane, Map<String, List<SharePoint>> shapes) {
    String drawn = LaneDrawing.draw(HEAD + lanes, lane, shapes).orElseThrow();
    assertThat(drawn).startsWith(HEAD);
    ConfigFile.Result read = ConfigFile.parse(drawn, ConfigTexts.FOLDER);
    assertThat(read.problems()).as(drawn).isEmpty();
    return drawn.substring(HEAD.length());
  }

  @Test
  void shape_thatIsThere_isReplaced_andNothingElse() {
    assertThat(
            draw(
                """
                  - id: a # 入口
                    role: ENTRY   # 😀
                    tripLine: [[0.1, 0.2], [0.3, 0.4]]  # drawn by hand
                    camera: {file: a.mp4}
                  - {id: b, role: EXIT, camera: {file: b.mp4}}
                """,
                "a",
                Map.of("tripLine", LINE)))
        .isEqualTo(
            """
              - id: a # 入口
                role: ENTRY   # 😀
                tripLine: [[0, 0.5], [1, 0.25]]  # drawn by hand
                camera: {file: a.mp4}
              - {id: b, role: EXIT, camera: {file: b.mp4}}
            """);
  }

  @Test
  void shape_inLinesOfItsOwn_isReplaced_andCommentsBehindItStay() {
    assertThat(
            draw(
                """
                  - id: a
                    tripLine:
                      - [0.1, 0.2]
                      - - 0.3
                        - 0.4
                    # about the role
                    role: ENTRY
                    camera: {file: a.mp4}
                """,
                "a",
                Map.of("tripLine", LINE)))
        .isEqualTo(
            """
              - id: a
                tripLine: [[0, 0.5], [1, 0.25]]
                # about the role
                role: ENTRY
                camera: {file: a.mp4}
            """);
  }

  @Test
  void shape_thatIsNew_standsBehindTheRole_inBothWaysOfWriting() {
    String lanes =
        """
          - role: ENTRY # 入口
            id: a
            camera: {file: a.mp4}
          - {id: b, role: EXIT, camera: {file: b.mp4}} # 出口
        """;
    assertThat(draw(lanes, "a", Map.of("tripLine", LINE)))
        .startsWith("  - role: ENTRY # 入口\n    tripLine: [[0, 0.5], [1, 0.25]]\n    id: a\n");
    assertThat(draw(lanes, "b", Map.of("tripLine", LINE)))
        .endsWith(
            "  - {id: b, role: EXIT, tripLine: [[0, 0.5], [1, 0.25]], camera: {file: b.mp4}} # 出口\n");
  }

  @Test
  void shape_thatGoes_takesItsLineWithIt() {
    Map<String, List<SharePoint>> gone = new LinkedHashMap<>();
    gone.put("polygon", List.of());
    gone.put("tripLine", List.of());
    assertThat(
            draw(
                """
                  - id: a
                    polygon: [[0.1, 0.2], [0.3, 0.4], [0.1, 0.9]]
                    role: ENTRY
                    tripLine:
                      - [0.1, 0.2]
                      - [0.3, 0.4]
                    camera: {file: a.mp4}
                """,
                "a",
                gone))
        .isEqualTo("  - id: a\n    role: ENTRY\n    camera: {file: a.mp4}\n");
    assertThat(
            draw(
                "  - {polygon: [[0.1, 0.2], [0.3, 0.4], [0.1, 0.9]], id: a, role: ENTRY, camera: {file: a}, tripLine: [[0, 0], [1, 1]]}\n",
                "a",
                gone))
        .isEqualTo("  - {id: a, role: ENTRY, camera: {file: a}}\n");
  }

  @Test
  void lane_thatIsNotThere_isTold() {
    assertThat(
            LaneDrawing.draw(
                HEAD + "  - {id: a, role: ENTRY, camera: {file: a}}\n",
                "x",
                Map.of("tripLine", LINE)))
        .isEmpty();
  }
}
