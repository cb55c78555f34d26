package io.wugan.lab.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final EdgeLedger EDGE =
      new EdgeLedger("E", 3, Map.of(1L, "a", 2L, "b", 3L, "c"), 0, 0, Set.of("s"), 0);
  private static final CloudLedger CLOUD = cloud(List.of("s"), "1a", "2b", "3c");

  private static CloudLedger cloud(List<String> bills, String... events) {
    List<NumberedEvent> list =
        List.of(events).stream()
            .map(event -> new NumberedEvent(event.charAt(0) - '0', event.substring(1)))
            .toList();
    return new CloudLedger(List.of("E"), list, bills, 0);
  }

  private static String faults(EdgeLedger edge, CloudLedger cloud, String... told) {
    return String.join("\n", Comparison.faults(edge, List.of(), cloud, List.of(told)));
  }

  @Test
  void sameLedgers_haveNoFault() {
    assertThat(Comparison.faults(EDGE, List.of(EDGE), CLOUD, List.of("s"))).isEmpty();
  }

  @Test
  void everyFault_isNamed() {
    assertThat(faults(EDGE, cloud(List.of("s"), "1a", "3c"), "s"))
        .isEqualTo("1 captured and not in the cloud (LOST): [2]");
    assertThat(faults(EDGE, cloud(List.of("s"), "1a", "2b", "3c", "4d"), "s"))
        .isEqualTo("1 in the cloud and not at the edge: [4]");
    assertThat(faults(EDGE, cloud(List.of("s"), "1a", "2b", "2b", "3c"), "s"))
        .isEqualTo("1 numbers stored twice: [2]\n1 ids stored twice: [b]");
    assertThat(faults(EDGE, cloud(List.of("s"), "1a", "2x", "3c"), "s"))
        .isEqualTo("1 under another id in the cloud: [2]");
    assertThat(faults(EDGE, cloud(List.of(), "1a", "2b", "3c")))
        .isEqualTo("1 finished stays without a bill: [s]");
    assertThat(faults(EDGE, cloud(List.of("s", "s"), "1a", "2b", "3c"), "s"))
        .isEqualTo("1 stays billed twice (DOUBLE BILL): [s]");
    assertThat(faults(EDGE, cloud(List.of("s", "t"), "1a", "2b", "3c"), "s", "t"))
        .isEqualTo("1 bills for what is no finished stay: [t]");
    assertThat(faults(EDGE, CLOUD, "s", "s")).isEqualTo("1 stays told twice: [s]");
    assertThat(faults(EDGE, CLOUD)).isEqualTo("1 bills that nobody was told of: [s]");
  }

  @Test
  void edgeThatIsIncomplete_isAFault() {
    EdgeLedger gap = new EdgeLedger("E", 3, Map.of(1L, "a", 3L, "c"), 2, 1, Set.of(), 0);
    assertThat(faults(gap, cloud(List.of(), "1a", "3c")))
        .isEqualTo(
            "1 numbers that the edge's ledger lacks: [2]\n"
                + "2 events are not acknowledged\n1 events were refused by the cloud");
    EdgeLedger nothing = new EdgeLedger("E", 0, Map.of(), 0, 0, Set.of(), 0);
    assertThat(faults(nothing, cloud(List.of()))).contains("nothing is proved");
  }

  @Test
  void whatWasThereAtAKill_mustStay() {
    EdgeLedger before =
        new EdgeLedger("E", 3, Map.of(1L, "a", 2L, "x", 9L, "z"), 0, 0, Set.of(), 0);
    assertThat(Comparison.faults(EDGE, List.of(before), CLOUD, List.of("s")))
        .singleElement()
        .asString()
        .startsWith("2 captured before a kill and gone or changed");
    EdgeLedger other = new EdgeLedger("F", 0, Map.of(), 0, 0, Set.of(), 0);
    assertThat(Comparison.faults(EDGE, List.of(other), CLOUD, List.of("s")))
        .containsExactly("the edge began a new epoch after a kill");
  }
}
