package io.wugan.lab.proof.sister;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.lab.proof.sister.LanePanel.Shown;
import io.wugan.lab.proof.sister.PanelCheck.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker of panels: what may stand there, before, during and after an outage. */
class PanelCheckTest {

  private static final Moment START = new Moment(Instant.parse("2026-11-26T12:00:00Z"), 0);
  private static final String PLATE = "浙A12345";
  private static final List<String> LENGTH = List.of("停车1分", "请离场后付费");
  private static final List<String> ELSEWHERE = List.of("一路平安", "请离场后付费");
  private static final List<String> GOODBYE = List.of("一路平安");

  // Away from second 100 to 200; settled at 210.
  private static final Outage CUT = new Outage(at(100), at(200), at(210), true);

  private final Map<Place, List<Shown>> shown = new EnumMap<>(Place.class);

  @BeforeEach
  void nothingIsShown() {
    for (Place place : Place.values()) {
      shown.put(place, new ArrayList<>());
    }
  }

  private static Moment at(int second) {
    return START.plus(Duration.ofSeconds(second));
  }

  private void show(Place place, int second, List<String> rest) {
    List<String> lines = new ArrayList<>(List.of(PLATE));
    lines.addAll(rest);
    List<Shown> panel = shown.computeIfAbsent(place, p -> new ArrayList<>());
    panel.add(new Shown(at(second), List.of(PLATE)));
    panel.add(new Shown(at(second + 1), lines));
  }

  private PanelCheck.Result check(int in, Place out, int left, Optional<Outage> outage) {
    show(Place.GATE_IN, in, List.of("欢迎光临"));
    return PanelCheck.of(List.of(new Driven(PLATE, at(in), out, at(left))), shown, outage);
  }

  @ParameterizedTest
  @CsvSource({
    // entry, where, exit, shown, right
    "10, GATE_OUT, 90, LENGTH, true",
    "10, GATE_OUT, 90, ELSEWHERE, false",
    "60, GATE_OUT, 150, ELSEWHERE, true",
    "60, GATE_OUT, 150, LENGTH, false",
    "60, GATE_OUT, 150, GOODBYE, false",
    "120, GATE_OUT, 198, ELSEWHERE, true",
    "120, GATE_OUT, 205, LENGTH, true",
    "140, GATE_OUT, 230, LENGTH, true",
    "140, GATE_OUT, 230, ELSEWHERE, false",
    "60, OFFICE, 150, LENGTH, true",
    "60, OFFICE, 150, GOODBYE, false",
    "110, OFFICE, 180, GOODBYE, true",
    "110, OFFICE, 180, LENGTH, false",
    "150, OFFICE, 215, LENGTH, true",
    "150, OFFICE, 215, GOODBYE, false",
  })
  void panelAtTheExit_dependsOnTheKeeper(int in, Place out, int left, Form form, boolean right) {
    List<String> rest =
        switch (form) {
          case LENGTH -> LENGTH;
          case ELSEWHERE -> ELSEWHERE;
          default -> GOODBYE;
        };
    show(out, left, rest);
    PanelCheck.Result result = check(in, out, left, Optional.of(CUT));
    assertThat(result.faults().isEmpty()).as(result.toString()).isEqualTo(right);
    assertThat(result.of(form)).isEqualTo(1);
    assertThat(result.right()).isEqualTo(right ? 2 : 1);
  }

  @Test
  void length_thatIsWrong_isFound() {
    show(Place.GATE_OUT, 90, List.of("停车6分", "请离场后付费"));
    assertThat(check(10, Place.GATE_OUT, 90, Optional.empty()).faults())
        .containsExactly(
            "panel of gate-out, 浙A1***5 after 80.0 s: [停车6分, 请离场后付费] instead of [LENGTH]");
  }

  @Test
  void lastLines_count_notThoseBefore() {
    show(Place.GATE_OUT, 90, LENGTH);
    show(Place.GATE_OUT, 92, ELSEWHERE);
    assertThat(check(10, Place.GATE_OUT, 90, Optional.empty()).right()).isEqualTo(1);
  }

  @Test
  void panel_thatShowedNothing_orTooLate_isFound() {
    show(Place.GATE_OUT, 120, LENGTH);
    assertThat(check(10, Place.GATE_OUT, 90, Optional.empty()).faults())
        .containsExactly("panel of gate-out, 浙A1***5 after 80.0 s: nothing instead of [LENGTH]");
  }
}
