package io.wugan.lab.lot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.plate.PlateCosts;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.Session;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The short form of {@code session-proof}; the long one is a million passages. */
class LotSimulationTest {

  private static LotSettings settings(long passages, double accuracy, long seed) {
    return new LotSettings(passages, 800, accuracy, 0.002, 0.001, 40, 30, seed);
  }

  @Test
  void lot_withEightHundredInside_pairsAndSparesStrangers() {
    LotFigures figures = new LotSimulation(settings(20_000, 0.98, 1), MatchSettings.DEFAULT).run();

    assertThat(figures.crossings).isGreaterThanOrEqualTo(20_000);
    assertThat(figures.rulesChecked).isGreaterThan(19_000);
    assertThat(figures.captureRate()).isBetween(0.995, 0.9999);
    assertThat(figures.pairedByItself()).isGreaterThan(0.975);
    assertThat(figures.pairedWithReview()).isGreaterThan(0.993);
    assertThat(figures.wrongCloseRate()).isLessThanOrEqualTo(0.0005);
    assertThat(figures.fuzzy).isGreaterThan(100);
  }

  @Test
  void cameras_thatNeverErr_leaveOnlyWhatNobodySaw() {
    LotSettings perfect = new LotSettings(5_000, 200, 1, 0, 0, 40, 30, 3);
    LotFigures figures = new LotSimulation(perfect, MatchSettings.DEFAULT).run();

    assertThat(figures.captureRate()).isEqualTo(1);
    assertThat(figures.closedWrong).isZero();
    // A right plate with a doubtful character may waver between two neighbours of the fleet.
    assertThat(figures.pairedWithReview()).isGreaterThan(0.999);
  }

  @Test
  void matching_ofEqualTextsOnly_pairsFewer() {
    MatchSettings exactOnly =
        new MatchSettings(
            PlateCosts.STANDARD,
            0,
            MatchSettings.Arbitrary.NEVER,
            1,
            2,
            5,
            Duration.ofMinutes(2),
            Duration.ofDays(1));
    LotFigures exact = new LotSimulation(settings(5_000, 0.95, 5), exactOnly).run();
    LotFigures fuzzy = new LotSimulation(settings(5_000, 0.95, 5), MatchSettings.DEFAULT).run();

    assertThat(fuzzy.pairedByItself()).isGreaterThan(exact.pairedByItself() + 0.01);
  }

  @Test
  void seed_theSame_givesTheSameFigures() {
    LotFigures one = new LotSimulation(settings(2_000, 0.98, 9), MatchSettings.DEFAULT).run();
    LotFigures two = new LotSimulation(settings(2_000, 0.98, 9), MatchSettings.DEFAULT).run();
    assertThat(one).usingRecursiveComparison().isEqualTo(two);
  }

  @Test
  void book_closedSessionChangedByARead_isRefused() {
    IndexedSessionBook book = new IndexedSessionBook();
    Session open = Sessions.open("浙A12345");
    Session closed = open.closedWithoutExit(CloseReason.MAX_STAY_EXCEEDED);
    book.write(change(open));
    book.write(change(closed));
    Session again = open.closedWithoutExit(CloseReason.INVENTORY_RESET);

    assertThatExceptionOfType(BrokenRuleException.class)
        .isThrownBy(() -> book.write(change(again)))
        .withMessageContaining("skips a revision");
  }

  @Test
  void rules_twoOpenSessionsOfOneVehicle_areNoticed() {
    IndexedSessionBook book = new IndexedSessionBook();
    LotRules rules = new LotRules(book);
    book.write(change(Sessions.open("浙A12345")));
    LedgerChange second = change(Sessions.open("浙A12345"));
    book.write(second);

    assertThatExceptionOfType(BrokenRuleException.class)
        .isThrownBy(() -> rules.check(second))
        .withMessageContaining("two open sessions of one vehicle");
  }

  private static LedgerChange change(Session session) {
    return new LedgerChange(
        Optional.empty(), new Decision.ClosedWithoutExit(List.of(session)), List.of(), List.of());
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> settings(0, 0.98, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(10, 1.2, 1))
        .withMessageContaining("plate accuracy must lie between 0 and 1, not 1.2");
  }

  @Test
  void command_tellsFiguresAndWhetherTheBarsAreReached() {
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new SessionProofCommand()).setOut(new PrintWriter(out));

    assertThat(command.execute("--passages", "2000", "--plate-accuracy", "0.5", "--desk", "0"))
        .isEqualTo(1);
    assertThat(out.toString()).contains("paired by itself", "wrong session closed", "2,0");
  }
}
