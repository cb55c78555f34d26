package io.wugan.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Correction.Change;
import io.wugan.core.testing.LotScript;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionDeskTest {

  private final LotScript lot = new LotScript();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      textBlock =
          """
          plate of a closed stay      | in 08:00 浙A12345; out 09:00 浙A12345; plate 09:10 s1 浙B67890/YELLOW | 浙B67890 60min EXIT_MATCHED | 0 | SessionChanged s1 rev3
          bound, takes the plate      | in 08:00 -; out 09:00 浙A12345; bind 09:10 s1 p2 | 浙A12345 60min OPERATOR | 0 | SessionChanged s1 rev2
          bound, keeps its plate      | in 08:00 浙A12345; out 09:00 浙A12378; bind 09:10 s1 p2 | 浙A12345 60min OPERATOR | 0 | SessionChanged s1 rev2
          bound to an unread exit     | in 08:00 浙A12345; out 09:00 -; bind 09:10 s1 p2 | 浙A12345 60min OPERATOR | 0 | SessionChanged s1 rev2
          bound to a blind passage    | in 08:00 浙A12345; pass 09:00 浙A12345; bind 09:10 s1 p2 | 浙A12345 60min OPERATOR | 1 | SessionChanged s1 rev2
          bound to its own exit again | in 08:00 浙A12345; out 09:00 浙A12345; bind 09:10 s1 p2 | 浙A12345 60min OPERATOR | 0 | SessionChanged s1 rev3
          exit forgotten              | in 08:00 浙A12345; out 09:00 浙A12345; forget 09:10 s1 | 浙A12345 OPEN | 0 | SessionChanged s1 rev3
          forgotten, leaves later     | in 08:00 浙A12345; out 09:00 浙A12345; forget 09:10 s1; out 10:00 浙A12345 | 浙A12345 120min EXIT_MATCHED | -1 | Exit s1 exact
          void taken back             | in 08:00 浙A12345; discard 09:00 s1 FALSE_READ; forget 09:10 s1 | 浙A12345 OPEN | 1 | SessionChanged s1 rev3
          closed, nobody knows when   | in 08:00 浙A12345; close 09:10 s1 | 浙A12345 ? OPERATOR | 1 | SessionChanged s1 rev2
          never was a stay            | in 08:00 浙A12345; discard 09:10 s1 DUPLICATE | 浙A12345 ? VOIDED DUPLICATE | 1 | SessionChanged s1 rev2
          missed exit confirmed       | in 08:00 浙A12345; in 10:00 浙A12345; confirm 10:10 r1 | 浙A12345 ? REENTRY_IMPLIED_EXIT; 浙A12345 OPEN | 2 | SessionChanged s1 rev3; Review MISSED_EXIT settled
          orphan confirmed            | out 09:00 浙A12345; confirm 09:10 r1 | | -1 | Review UNMATCHED_EXIT settled
          unread entry confirmed      | in 08:00 -; confirm 08:10 r1 | - OPEN | 1 | Review UNREAD_ENTRY settled
          plate of a clone            | in 08:00 浙A12345; in 08:10 浙A12375; plate 08:20 s2 浙A12345/YELLOW | 浙A12345 OPEN; 浙A12345 OPEN | 2 | SessionChanged s2 rev2
          recounted                   | in 08:00 浙A12345; recount 09:00 12 | 浙A12345 OPEN | 12 | Entry s1
          """)
  void correction_applied(
      String name, String events, String sessions, long inside, String lastRecords) {
    lot.play(events);
    assertThat(lot.sessions()).isEqualTo(sessions == null ? "" : sessions);
    assertThat(lot.occupancy()).isEqualTo(inside);
    assertThat(lot.told().records()).endsWith(lastRecords);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an entry ends nothing     | in 08:00 浙A12345; in 08:10 浙B67890 | bind 09:00 s1 p2 | is an entry, not an exit
          one exit, one stay        | in 08:00 浙A12345; in 08:10 浙B67890; out 09:00 浙A12345 | bind 09:10 s2 p3 | belongs to session
          an exit before the entry  | out 07:00 浙A12378; in 08:00 浙A12345 | bind 09:00 s1 p1 | was before the entry
          nothing to forget         | in 08:00 浙A12345 | forget 09:00 s1 | is open already
          changed since             | in 08:00 浙A12345; out 09:00 浙A12345 | discard 09:10 s1 FALSE_READ rev=1 | stands at revision 2
          a revision yet to come    | in 08:00 浙A12345 | close 09:10 s1 rev=2 | stands at revision 1
          a vehicle is inside once  | in 08:00 浙A12345; in 10:00 浙A12345 | forget 10:10 s1 | the same vehicle is inside by session
          not by another plate      | in 08:00 浙A12345; in 08:10 浙A12375 | plate 08:20 s2 浙A12345 | the same vehicle is inside by session
          settled before            | in 08:00 -; confirm 08:10 r1 | plate 08:20 s1 浙A12345 review=r1 | is settled already
          """)
  void correction_refused_changesNothing(
      String name, String before, String correction, String why) {
    lot.play(before);
    String sessions = lot.sessions();
    int records = lot.records().size();

    assertThatExceptionOfType(CorrectionRefusedException.class)
        .isThrownBy(() -> lot.play(correction))
        .withMessageContaining(why);
    assertThat(lot.sessions()).isEqualTo(sessions);
    assertThat(lot.records()).hasSize(records);
  }

  private static Correction correction(
      Optional<UUID> session, Optional<UUID> review, Change change) {
    return new Correction(
        new UUID(9, 9),
        Correction.Origin.CLOUD,
        "back end",
        "",
        session,
        OptionalInt.empty(),
        review,
        change);
  }

  @Test
  void whatIsNotThere_isNamed() {
    lot.play("in 08:00 浙A12345");
    UUID nobody = new UUID(1, 2);
    Optional<UUID> session = Optional.of(lot.session("s1").id());
    CorrectionDesk desk = new CorrectionDesk();

    assertRefused(
        desk,
        correction(Optional.of(nobody), Optional.empty(), new Change.ForgetExit()),
        "no session " + nobody);
    assertRefused(
        desk,
        correction(session, Optional.empty(), new Change.BindExit(nobody)),
        "no passage " + nobody);
    assertRefused(
        desk,
        correction(session, Optional.of(nobody), new Change.Confirm()),
        "no review item " + nobody);
  }

  private void assertRefused(CorrectionDesk desk, Correction correction, String why) {
    assertThatExceptionOfType(CorrectionRefusedException.class)
        .isThrownBy(() -> desk.decide(correction, lot.book(), lot.at("09:00")))
        .withMessageContaining(why);
  }

  @Test
  void cloud_closes_asTheCloud() {
    lot.play("in 08:00 浙A12345");
    Correction close =
        correction(
            Optional.of(lot.session("s1").id()), Optional.empty(), new Change.CloseWithoutExit());
    lot.apply(new CorrectionDesk().decide(close, lot.book(), lot.at("09:00")), lot.at("09:00"));
    assertThat(lot.sessions()).isEqualTo("浙A12345 ? CLOUD_CORRECTION");
    assertThat(new CorrectionDesk().decide(close, lot.book(), lot.at("09:00")))
        .isEqualTo(new Decision.Nothing());
  }

  @Test
  void correction_withoutNameOrSession_isRefused() {
    Change plate = new Change.SetPlate(PlateNumber.of("浙A12345"), PlateColor.BLUE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> correction(Optional.empty(), Optional.empty(), plate))
        .withMessageContaining("needs the session");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> correction(Optional.empty(), Optional.empty(), new Change.Confirm()));
    assertThat(correction(Optional.empty(), Optional.of(new UUID(1, 1)), new Change.Confirm()).by())
        .isEqualTo("back end");
    assertThatIllegalArgumentException().isThrownBy(() -> by(" ", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> by("x".repeat(65), ""));
    assertThatIllegalArgumentException().isThrownBy(() -> by("x", "y".repeat(201)));
    assertThat(by("x".repeat(64), "y".repeat(200)).why()).hasSize(200);
  }

  private static Correction by(String name, String why) {
    return new Correction(
        new UUID(1, 1),
        Correction.Origin.OPERATOR,
        name,
        why,
        Optional.of(new UUID(2, 2)),
        OptionalInt.empty(),
        Optional.empty(),
        new Change.ForgetExit());
  }

  @Test
  void recount_negative_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Change.Recount(-1))
        .withMessageContaining("-1");
  }
}
