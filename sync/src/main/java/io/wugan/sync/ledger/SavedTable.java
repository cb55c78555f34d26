package io.wugan.sync.ledger;

import io.wugan.core.lane.Direction;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.session.Correction;
import io.wugan.core.session.ReviewKind;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.ClockQuality;
import io.wugan.sync.contract.CommandStatus;
import io.wugan.sync.pages.PageRow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The tables that are saved from a damaged ledger: their columns in the order of the file, and how
 * a row is known to be one of theirs without its table. The index of pictures is not among them; it
 * is made anew from passages and files.
 */
enum SavedTable {
  HEAD(
      "id, epoch, last_seq, occupancy, purged, purged_upto, purged_settled_ms, recounted,"
          + " schema",
      4,
      row ->
          row.isNull(0)
              && isId(row, 1)
              && isNumber(row, 2)
              && isNumber(row, 3)
              && row.rowid() == 1),
  PASSAGE(
      "id, lane, direction, plate, utc_ns, body, color, also_read, mono_ms, boot, clock, err_ms",
      6,
      row ->
          isId(row, 0)
              && isText(row, 1)
              && isOneOf(row, 2, Direction.values())
              && isNumber(row, 4)
              && row.value(5, byte[].class).isPresent()
              && isAbsentOrOneOf(row, 6, PlateColor.values())
              && isAbsentOrOneOf(row, 10, ClockQuality.values())),
  SESSION(
      SessionRows.COLUMNS,
      22,
      row ->
          isId(row, 0)
              && isOneOf(row, 1, SessionState.values())
              && isOneOf(row, 3, PlateColor.values())
              && isId(row, 4)
              && isNumber(row, 6)
              && isNumber(row, 7)
              && isOneOf(row, 9, ClockQuality.values())
              && (row.isNull(11) || isId(row, 11))
              && isAbsentOrOneOf(row, 16, ClockQuality.values())
              && isNumber(row, 21)),
  OUTBOX(
      "seq, event_id, type, mono_ms, boot, payload, crc32c, state, tries, settled_ms, refusal",
      11,
      row ->
          row.isNull(0)
              && isId(row, 1)
              && isText(row, 2)
              && isNumber(row, 7)
              && row.value(5, byte[].class)
                  .filter(
                      payload ->
                          row.value(6, Long.class)
                              .equals(Optional.of(OutboxTable.checksum(payload))))
                  .isPresent()),
  REVIEW(
      "id, kind, utc_ns, mono_ms, boot, clock, err_ms, passage, session, settled_by",
      10,
      row ->
          isId(row, 0)
              && isOneOf(row, 1, ReviewKind.values())
              && isNumber(row, 2)
              && isOneOf(row, 5, ClockQuality.values())),
  REVIEW_CANDIDATE(
      "review, place, session, cost",
      4,
      row -> row.rowid() == 0 && isId(row, 0) && isNumber(row, 1) && isId(row, 2)),
  CORRECTION(
      "id, utc_ns, origin, by_whom, why, change, review, session, before, after, read, known",
      12,
      row ->
          isId(row, 0)
              && isNumber(row, 1)
              && isOneOf(row, 2, Correction.Origin.values())
              && isText(row, 5)),
  HANDOVER("place, passage, apart", 3, row -> row.latest() && row.isNull(0) && isId(row, 1)),
  PLATE_LIST(
      "id, revision, plates",
      3,
      row -> row.latest() && row.isNull(0) && isNumber(row, 1) && isNumber(row, 2)),
  LISTED_PLATE(
      "plate, from_ns, until_ns, class",
      4,
      row ->
          row.latest()
              && row.rowid() == 0
              && isText(row, 0)
              && isNumber(row, 1)
              && isNumber(row, 2)
              && isOneOf(row, 3, VehicleClass.values())),
  EVIDENCE_HOLD(
      "id, kind, subject, held_ns, held_by, reason, release_id, released_ns, released_by,"
          + " release_reason",
      10,
      row ->
          isId(row, 0)
              && isOneOf(row, 1, HoldSubject.Kind.values())
              && isText(row, 2)
              && isNumber(row, 3)
              && isText(row, 4)),
  EVIDENCE_HOLD_PASSAGE(
      "passage, hold", 2, row -> row.rowid() == 0 && isId(row, 0) && isId(row, 1)),
  EVIDENCE_UPLOAD(
      "id, record, passage, session, kind, sha256, bytes, utc_ms, state, url, at_ms, revision,"
          + " tries, told",
      14,
      row ->
          row.isNull(0)
              && isId(row, 1)
              && isId(row, 2)
              && isText(row, 5)
              && isNumber(row, 6)
              && isOneOf(row, 8, UploadState.values())
              && isNumber(row, 11)),
  COMMAND(
      "id, type, body, expires_ms, status, text, detail, at_ms, told",
      9,
      row ->
          isId(row, 0)
              && isText(row, 1)
              && isNumber(row, 3)
              && isOneOf(row, 4, CommandStatus.values())
              && isText(row, 5)
              && isText(row, 6)
              && isNumber(row, 7)
              && isNumber(row, 8)),
  EARLIER_EPOCH(
      "place, epoch, last_seq, ended_ms, why, told",
      5,
      row -> row.isNull(0) && isId(row, 1) && isNumber(row, 2) && isNumber(row, 3));

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> columns;

  private final int least;

  @SuppressWarnings("ImmutableEnumChecker") // captures nothing
  private final Predicate<PageRow> test;

  SavedTable(String columns, int least, Predicate<PageRow> test) {
    this.columns = List.of(columns.split(", *"));
    this.least = least;
    this.test = test;
  }

  /** The table that a row is of; empty if it is of an index, or damaged. */
  static Optional<SavedTable> of(PageRow row) {
    return Arrays.stream(values()).filter(table -> table.owns(row)).findFirst();
  }

  private boolean owns(PageRow row) {
    return row.size() >= least && row.size() <= columns.size() && test.test(row);
  }

  String table() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** All columns. */
  List<String> columns() {
    return columns;
  }

  /** The columns of a row: the first so many. */
  List<String> columns(PageRow row) {
    return columns.subList(0, row.size());
  }

  /** Whether the row's number is the first column. */
  boolean isNumbered() {
    return this == HEAD
        || this == OUTBOX
        || this == HANDOVER
        || this == PLATE_LIST
        || this == EVIDENCE_UPLOAD
        || this == EARLIER_EPOCH;
  }

  private static boolean isId(PageRow row, int place) {
    return row.value(place, String.class).filter(text -> ID.matcher(text).matches()).isPresent();
  }

  private static boolean isText(PageRow row, int place) {
    return row.value(place, String.class).isPresent();
  }

  private static boolean isNumber(PageRow row, int place) {
    return row.value(place, Long.class).isPresent();
  }

  private static boolean isOneOf(PageRow row, int place, Enum<?>[] names) {
    Optional<String> text = row.value(place, String.class);
    return text.isPresent() && Arrays.stream(names).anyMatch(n -> n.name().equals(text.get()));
  }

  private static boolean isAbsentOrOneOf(PageRow row, int place, Enum<?>[] names) {
    return place >= row.size() || row.isNull(place) || isOneOf(row, place, names);
  }
}
