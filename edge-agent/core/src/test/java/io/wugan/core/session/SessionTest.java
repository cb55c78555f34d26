package io.wugan.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.testing.LotScript;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {

  private final LotScript lot = new LotScript();
  private final Passage entry =
      lot.passages().of(Direction.ENTER, lot.at("08:00"), "浙A12345", PlateColor.BLUE);
  private final Passage exit =
      lot.passages().of(Direction.EXIT, lot.at("09:00"), "浙A12345", PlateColor.BLUE);
  private final Session open = Session.open(new UUID(1, 1), entry);

  @ParameterizedTest
  @EnumSource(CloseReason.class)
  void closedWithoutExit_anyReason_exitStaysUnknown(CloseReason reason) {
    Session closed = open.closedWithoutExit(reason);
    assertThat(closed.exit()).isEmpty();
    assertThat(closed.closeReason()).contains(reason);
    assertThat(closed.review()).isEqualTo(reason != CloseReason.INVENTORY_RESET);
    assertThat(closed.revision()).isEqualTo(2);
    assertThat(open.state()).isEqualTo(SessionState.OPEN);
  }

  @Test
  void ended_anyFurtherChange_refused() {
    Session closed = open.closedBy(exit, CloseReason.EXIT_MATCHED);
    Session voided = open.voided(VoidReason.TURN_BACK);
    for (Session ended : new Session[] {closed, voided}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> ended.closedBy(exit, CloseReason.EXIT_MATCHED));
      assertThatIllegalStateException()
          .isThrownBy(() -> ended.closedWithoutExit(CloseReason.MAX_STAY_EXCEEDED))
          .withMessageContaining(ended.state().name());
      assertThatIllegalStateException().isThrownBy(() -> ended.voided(VoidReason.DUPLICATE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // state, close reason, void reason, with an exit
    "OPEN, EXIT_MATCHED, , false",
    "OPEN, , FALSE_READ, false",
    "OPEN, , , true",
    "CLOSED, , , true",
    "CLOSED, EXIT_MATCHED, FALSE_READ, true",
    "VOIDED, , , false",
    "VOIDED, EXIT_MATCHED, FALSE_READ, false"
  })
  void session_stateAndReasonsContradict_refused(
      SessionState state, CloseReason close, VoidReason voidBy, boolean withExit) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Session(
                    open.id(),
                    state,
                    open.plate(),
                    open.color(),
                    open.entry(),
                    withExit ? Optional.of(PassageRef.of(exit)) : Optional.empty(),
                    Optional.ofNullable(close),
                    Optional.ofNullable(voidBy),
                    false,
                    2));
  }

  @Test
  void toString_session_hidesThePlate() {
    assertThat(open.toString()).contains("浙A1***5").doesNotContain("浙A12345");
    assertThat(entry.toString()).contains("浙A1***5").doesNotContain("浙A12345");
  }
}
