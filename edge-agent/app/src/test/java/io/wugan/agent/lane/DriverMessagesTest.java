package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.testing.Passages;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.ProvisionalRead;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.listing.Standing;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.record.RecordWriter;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.session.Session;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DriverMessagesTest {

  private static final Charset GBK = Charset.forName("GBK");

  private static List<String> lines(Decision decision, Passage passage) {
    return DriverMessages.lines(
        new Commit(
            new UUID(0, 1),
            new LedgerChange(Optional.of(passage), decision, List.of(), List.of()),
            List.of(),
            1));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 1分",
    "PT59S, 1分",
    "PT80M, 1小时20分",
    "PT2H, 2小时",
    "PT24H, 1天",
    "PT49H1M, 2天1小时1分"
  })
  void duration_leavesOutWhatIsZero(Duration stay, String text) {
    assertThat(DriverMessages.duration(stay)).isEqualTo(text);
  }

  @Test
  void provisionalRead_isThePlate() {
    Passage like = Passages.of(Direction.ENTER, "浙A12345", Duration.ZERO);
    ProvisionalRead read = new ProvisionalRead(1, like.plateNumber().orElseThrow(), like.at());
    assertThat(DriverMessages.provisional(read)).containsExactly("浙A12345");
  }

  @Test
  void entry_greets() {
    Passage passage = Passages.of(Direction.ENTER, "浙A12345", Duration.ZERO);
    Session session = Session.open(new UUID(0, 2), passage);
    assertThat(lines(new Decision.EntryOpened(passage, session, List.of(), List.of()), passage))
        .containsExactly("浙A12345", "欢迎光临");
  }

  @Test
  void exit_tellsStayOnLinesThatFitTheBoard() {
    Passage in = Passages.of(Direction.ENTER, "浙A12345", Duration.ZERO);
    Passage out = Passages.of(Direction.EXIT, "浙A12345", Duration.ofDays(29).plusMinutes(1279));
    Session closed = Session.open(new UUID(0, 2), in).closedBy(out, CloseReason.EXIT_MATCHED);
    List<String> lines =
        lines(new Decision.ExitClosed(out, closed, new MatchDecision.Exact(closed)), out);
    assertThat(lines).containsExactly("浙A12345", "停车29天21小时19分", "请离场后付费");
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.getBytes(GBK)).hasSizeLessThanOrEqualTo(32));
  }

  /** The lines for an entry and an exit, with records as a ledger would number them. */
  private static List<List<String>> linesOf(Standing standing) {
    Passage in = Passages.of(Direction.ENTER, "浙A12345", Duration.ZERO);
    Passage out = Passages.of(Direction.EXIT, "浙A12345", Duration.ofMinutes(80));
    Session open = Session.open(new UUID(0, 2), in);
    Session closed = open.closedBy(out, CloseReason.EXIT_MATCHED);
    RecordWriter writer = new RecordWriter(() -> new UUID(0, 3));
    return Stream.of(
            new Decision.EntryOpened(in, open, List.of(), List.of()),
            new Decision.ExitClosed(out, closed, new MatchDecision.Exact(closed)))
        .map(
            decision -> {
              List<Commit.Numbered> records =
                  writer.write(decision, standing, List.of(), in.at()).stream()
                      .map(record -> new Commit.Numbered(1, record))
                      .toList();
              LedgerChange change =
                  new LedgerChange(Optional.empty(), decision, List.of(), List.of());
              return DriverMessages.lines(new Commit(new UUID(0, 1), change, records, 1));
            })
        .toList();
  }

  @Test
  void monthly_isGreetedAsSuch_andNotAskedToPay() {
    List<List<String>> lines = linesOf(new Standing(Optional.of(VehicleClass.MONTHLY), false));
    assertThat(lines)
        .containsExactly(
            List.of("浙A12345", "月租车 欢迎光临"), List.of("浙A12345", "停车1小时20分", "月租车 一路平安"));
    assertThat(lines.stream().flatMap(List::stream))
        .allSatisfy(line -> assertThat(line.getBytes(GBK)).hasSizeLessThanOrEqualTo(32));
  }

  @ParameterizedTest
  @EnumSource(
      value = VehicleClass.class,
      names = {"ARREARS", "EXEMPT"})
  void arrearsAndExempt_readWhatAnyDriverReads(VehicleClass vehicleClass) {
    assertThat(linesOf(new Standing(Optional.of(vehicleClass), true)))
        .isEqualTo(linesOf(Standing.ORDINARY))
        .startsWith(List.of("浙A12345", "欢迎光临"));
  }

  @Test
  void orphanWithoutPlate_isWishedWell() {
    Passage passage = Passages.withoutPlate(Direction.EXIT);
    assertThat(lines(new Decision.OrphanExit(passage, new MatchDecision.None()), passage))
        .containsExactly("无牌车", "一路平安");
  }
}
