package io.wugan.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.testing.LotScript;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever drives through, the rules of the session machine hold after every event. */
class SessionKeeperPropertiesTest {

  @Property(tries = 500)
  void sessions_anyEvents_rulesHoldAfterEach(@ForAll("events") List<String> events) {
    LotScript lot = new LotScript();
    int hour = 0;
    for (String event : events) {
      hour += 20;
      String[] words = event.split(" ", 2);
      String at = (1 + hour / 24) + "d" + hour % 24 + ":00";
      long occupancyBefore = lot.occupancy();

      // The book itself refuses to change a session that is closed or void.
      Decision decision = lot.play(words[0] + " " + at + " " + words[1]);

      assertThat(lot.occupancy() - occupancyBefore).isEqualTo(counted(words[0]));
      assertThat(decision.changedSessions().size())
          .isLessThanOrEqualTo(words[0].equals("out") ? 1 : Integer.MAX_VALUE);
      noTwoOpenSessionsOfOneVehicle(lot.open());
      assertThat(lot.book().listAll())
          .allSatisfy(SessionKeeperPropertiesTest::exitKnownOnlyIfMatched);
    }
  }

  private static long counted(String event) {
    return switch (event) {
      case "in" -> 1;
      case "out" -> -1;
      default -> 0;
    };
  }

  private static void noTwoOpenSessionsOfOneVehicle(List<Session> open) {
    List<Session> read = open.stream().filter(session -> session.plate().isPresent()).toList();
    for (Session a : read) {
      assertThat(read)
          .filteredOn(b -> a.plate().equals(b.plate()))
          .filteredOn(b -> a.color().compatibleWith(b.color()))
          .containsExactly(a);
    }
  }

  private static void exitKnownOnlyIfMatched(Session session) {
    assertThat(session.exit().isPresent())
        .isEqualTo(
            session
                .closeReason()
                .filter(
                    reason ->
                        reason == CloseReason.EXIT_MATCHED
                            || reason == CloseReason.EXIT_MATCHED_FUZZY)
                .isPresent());
    session
        .exit()
        .ifPresent(
            exit ->
                assertThat(exit.at().monoMillis())
                    .isGreaterThan(session.entry().at().monoMillis()));
  }

  @Provide
  Arbitrary<List<String>> events() {
    Arbitrary<String> plate =
        Arbitraries.frequencyOf(
            Tuple.of(
                9,
                Combinators.combine(
                        Arbitraries.of("浙A12345", "浙A12346", "浙AT1001"),
                        Arbitraries.of("BLUE", "YELLOW", "UNKNOWN"))
                    .as((text, color) -> text + "/" + color)),
            Tuple.of(1, Arbitraries.just("-")));
    Arbitrary<String> kind =
        Arbitraries.frequency(
            Tuple.of(6, "in"),
            Tuple.of(6, "out"),
            Tuple.of(1, "pass"),
            Tuple.of(1, "sweep"),
            Tuple.of(1, "reset"));
    return Combinators.combine(kind, plate)
        .as((what, who) -> what + " " + who)
        .list()
        .ofMaxSize(60);
  }
}
