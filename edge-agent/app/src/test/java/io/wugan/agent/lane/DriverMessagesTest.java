package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.message.MessageKind;
import io.wugan.agent.message.MessageSettings;
import io.wugan.agent.message.MessageSettings.Voice;
import io.wugan.agent.message.QuietHours;
import io.wugan.agent.message.Template;
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
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DriverMessagesTest {

  private static final Charset GBK = Charset.forName("GBK");

  private static List<String> lines(Decision decision, Passage passage) {
    return DriverMessages.standard()
        .of(
            new Commit(
                new UUID(0, 1),
                new LedgerChange(Optional.of(passage), decision, List.of(), List.of()),
                List.of(),
                1))
        .lines();
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
    assertThat(DriverMessages.standard().of(read).lines()).containsExactly("浙A12345");
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
              return DriverMessages.standard()
                  .of(new Commit(new UUID(0, 1), change, records, 1))
                  .lines();
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

  private static DriverMessages messages(MessageSettings settings, String timeOfDay) {
    return new DriverMessages(
        settings, new FreeBays(OptionalLong.of(0)), () -> LocalTime.parse(timeOfDay));
  }

  private static Commit entry(Optional<String> plate, long inside) {
    Passage passage =
        plate
            .map(text -> Passages.of(Direction.ENTER, text, Duration.ZERO))
            .orElseGet(() -> Passages.withoutPlate(Direction.ENTER));
    Session session = Session.open(new UUID(0, 2), passage);
    Decision decision = new Decision.EntryOpened(passage, session, List.of(), List.of());
    return new Commit(
        new UUID(0, 1),
        new LedgerChange(Optional.of(passage), decision, List.of(), List.of()),
        List.of(),
        inside);
  }

  private static MessageSettings settings(boolean masked, OptionalInt bays, Voice voice) {
    return new MessageSettings(
        Map.of(
            MessageKind.ENTRY,
            List.of(
                Template.of("{plate} {class}"), Template.of("余位{free}"), Template.of("停{stay}")),
            MessageKind.ENTRY_NO_PLATE,
            List.of(Template.of("{plate} 请扫码"))),
        masked,
        bays,
        false,
        voice);
  }

  @Test
  void templates_areFilled_linesWithoutAValueAreLeftOut() {
    MessageSettings settings = settings(false, OptionalInt.of(10), Voice.SILENT);
    assertThat(messages(settings, "12:00").of(entry(Optional.of("浙A12345"), 4)).lines())
        .containsExactly("浙A12345 临时车", "余位6");
    assertThat(messages(settings, "12:00").of(entry(Optional.empty(), 4)).lines())
        .containsExactly("无牌车 请扫码");
    MessageSettings withoutBays = settings(false, OptionalInt.empty(), Voice.SILENT);
    assertThat(messages(withoutBays, "12:00").of(entry(Optional.of("浙A12345"), 4)).lines())
        .containsExactly("浙A12345 临时车");
  }

  @Test
  void maskedPlate_hidesTheTwoBeforeTheLast() {
    MessageSettings settings = settings(true, OptionalInt.empty(), Voice.SILENT);
    assertThat(messages(settings, "12:00").of(entry(Optional.of("浙A12345"), 1)).lines())
        .containsExactly("浙A12**5 临时车");
    assertThat(messages(settings, "12:00").of(entry(Optional.of("浙AD12345"), 1)).lines())
        .containsExactly("浙AD12**5 临时车");
  }

  @Test
  void vehicleThatFindsNoBay_isToldSo_andNeverBefore() {
    MessageSettings settings =
        new MessageSettings(Map.of(), false, OptionalInt.of(10), false, Voice.SILENT);
    assertThat(messages(settings, "12:00").of(entry(Optional.of("浙A12345"), 10)).lines())
        .containsExactly("浙A12345", "欢迎光临");
    assertThat(messages(settings, "12:00").of(entry(Optional.of("浙A12345"), 11)).lines())
        .containsExactly("浙A12345", "车位已满");
  }

  @ParameterizedTest
  @CsvSource({"21:59, 欢迎光临", "22:00, ''", "23:30, ''", "06:59, ''", "07:00, 欢迎光临"})
  void voice_isSilentInQuietHoursOverMidnight(String time, String said) {
    Voice voice =
        new Voice(
            true, Optional.of(new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0))), Map.of());
    MessageSettings settings = settings(false, OptionalInt.empty(), voice);
    assertThat(messages(settings, time).of(entry(Optional.of("浙A12345"), 1)).voice())
        .isEqualTo(said);
  }

  @Test
  void voice_isOffUnlessItIsTurnedOn_andMayHaveItsOwnWords() {
    Commit commit = entry(Optional.of("浙A12345"), 1);
    assertThat(messages(MessageSettings.STANDARD, "12:00").of(commit).voice()).isEmpty();
    Voice voice =
        new Voice(true, Optional.empty(), Map.of(MessageKind.ENTRY, Template.of("{plate},请入场停车")));
    assertThat(messages(settings(false, OptionalInt.empty(), voice), "12:00").of(commit).voice())
        .isEqualTo("浙A12345,请入场停车");
  }

  @Test
  void counter_isToldOfEveryLane() {
    FreeBays shared = new FreeBays(OptionalLong.of(3));
    MessageSettings counting =
        new MessageSettings(Map.of(), false, OptionalInt.of(10), true, Voice.SILENT);
    DriverMessages counter = new DriverMessages(counting, shared, LocalTime::now);
    assertThat(counter.freeBays().orElseThrow().freeBays()).hasValue(7);
    new DriverMessages(MessageSettings.STANDARD, shared, LocalTime::now)
        .of(entry(Optional.of("浙A12345"), 12));
    assertThat(counter.freeBays().orElseThrow().freeBays()).hasValue(0);
    assertThat(DriverMessages.standard().freeBays()).isEmpty();
  }
}
