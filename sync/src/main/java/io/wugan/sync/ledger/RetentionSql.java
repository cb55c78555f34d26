package io.wugan.sync.ledger;

/**
 * The questions about what may be deleted. In all of them {@code ?1} is a list of ids as JSON, or
 * where to go on; {@code ?2} a moment in nanoseconds; {@code ?3} ids that unsettled records name,
 * as JSON.
 */
final class RetentionSql {

  /** Rows that one look passes over. */
  static final int LOOK = 500;

  /** The kind of line that says that a plate was forgotten; never deleted. */
  static final String FORGOTTEN = "ForgetPlate";

  private static final String TRUSTED = " IN ('SYNCED', 'HOLDOVER')";

  /** Ids that records name which are not acknowledged: new, sent or set apart. */
  static final String UNSETTLED =
      """
      SELECT CAST(payload AS TEXT) ->> '$.subject' FROM outbox
      WHERE state <> 2 AND json_valid(CAST(payload AS TEXT))
      UNION
      SELECT coalesce(CAST(payload AS TEXT) ->> '$.data.passage.id',
                      CAST(payload AS TEXT) ->> '$.data.review.passage') FROM outbox
      WHERE state <> 2 AND json_valid(CAST(payload AS TEXT))
      """;

  static final String OLDEST_PENDING =
      "SELECT CAST(payload AS TEXT) ->> '$.time' FROM outbox WHERE state < 2 ORDER BY seq LIMIT 1";

  static final String STAYS_DUE =
      "SELECT s.id, "
          + stayIsFree(true)
          + " AND "
          + isDue(
              "coalesce(s.exit_utc_ns, s.entry_utc_ns)",
              "coalesce(s.exit_clock, s.entry_clock)",
              "coalesce(s.exit_passage, s.entry_passage)")
          + " FROM (SELECT * FROM session WHERE id > ?1 ORDER BY id LIMIT "
          + LOOK
          + ") AS s ORDER BY s.id";

  static final String PASSAGES_DUE =
      "SELECT p.place, p.id, "
          + passageIsLoose("p.id", true)
          + " AND "
          + isDue("p.utc_ns", "p.clock", "p.id")
          + " FROM (SELECT rowid AS place, id, utc_ns, clock FROM passage WHERE rowid > ?1"
          + " ORDER BY rowid LIMIT "
          + LOOK
          + ") AS p ORDER BY p.place";

  /** Pictures that went before ?2 and whose passage went as well. */
  static final String PICTURES_DUE =
      "SELECT e.id, e.erased = 1 AND coalesce(e.gone_ns, ?2) < ?2 AND (e.passage IS NULL"
          + " OR NOT EXISTS (SELECT 1 FROM passage p WHERE p.id = e.passage))"
          + " FROM (SELECT id, erased, gone_ns, passage FROM evidence_picture WHERE id > ?1"
          + " ORDER BY id LIMIT "
          + LOOK
          + ") AS e ORDER BY e.id";

  /** Those of ?1 that may still go, looked at in the transaction that deletes them. */
  static final String STAYS_FREE =
      "SELECT s.id, s.entry_passage, s.exit_passage FROM session s"
          + " WHERE s.id IN (SELECT value FROM json_each(?1)) AND ";

  static final String PASSAGES_FREE =
      "SELECT p.id FROM passage p WHERE p.id IN (SELECT value FROM json_each(?1)) AND ";

  // All before the first that must stay, in the order of writing, and never the last: a line that
  // was written by a clock that nobody had set does not go before its time.
  private static final String CORRECTIONS =
      "FROM correction AS c WHERE c.rowid < coalesce("
          + "(SELECT min(n.rowid) FROM correction n WHERE n.utc_ns >= ?2),"
          + " (SELECT max(n.rowid) FROM correction n)) AND c.change <> '"
          + FORGOTTEN
          + "' AND NOT EXISTS (SELECT 1 FROM session s WHERE s.id = c.session)";
  static final String CORRECTIONS_DUE = "SELECT count(*) " + CORRECTIONS;
  static final String DELETE_CORRECTIONS =
      "DELETE FROM correction WHERE rowid IN (SELECT c.rowid "
          + CORRECTIONS
          + " LIMIT "
          + LOOK
          + ")";

  static final String LISTED_DUE = "SELECT count(*) FROM listed_plate WHERE until_ns < ?2";
  static final String DELETE_LISTED = "DELETE FROM listed_plate WHERE until_ns < ?2";
  static final String COUNT_LISTED =
      "UPDATE plate_list SET plates = (SELECT count(*) FROM listed_plate)";

  private RetentionSql() {}

  /**
   * Whether a moment lies before {@code ?2} for certain: told by a clock that was known, or
   * followed by a passage that was.
   */
  private static String isDue(String utc, String clock, String passage) {
    return "coalesce(CASE WHEN "
        + clock
        + TRUSTED
        + " THEN "
        + utc
        + " ELSE (SELECT n.utc_ns FROM passage n WHERE n.rowid >"
        + " (SELECT k.rowid FROM passage k WHERE k.id = "
        + passage
        + ") AND n.clock"
        + TRUSTED
        + " ORDER BY n.rowid LIMIT 1) END < ?2, 0)";
  }

  /**
   * Whether nobody needs the stay of row {@code s} any more.
   *
   * @param picturesFirst whether its pictures must have gone before
   */
  static String stayIsFree(boolean picturesFirst) {
    return "(s.state <> 'OPEN'"
        + " AND NOT EXISTS (SELECT 1 FROM review r WHERE r.session = s.id AND r.settled_by IS NULL)"
        + " AND NOT EXISTS (SELECT 1 FROM review r JOIN review_candidate c ON c.review = r.id"
        + " WHERE r.settled_by IS NULL AND c.session = s.id)"
        + " AND NOT EXISTS (SELECT 1 FROM evidence_hold h WHERE h.kind = 'SESSION'"
        + " AND h.subject = s.id AND h.released_ns IS NULL)"
        + " AND s.id NOT IN (SELECT value FROM json_each(?3)) AND "
        + passageIsFree("s.entry_passage", picturesFirst)
        + " AND (s.exit_passage IS NULL OR "
        + passageIsFree("s.exit_passage", picturesFirst)
        + "))";
  }

  /** Whether nobody needs a passage, and it belongs to no stay. */
  static String passageIsLoose(String id, boolean picturesFirst) {
    return "("
        + passageIsFree(id, picturesFirst)
        + " AND NOT EXISTS (SELECT 1 FROM session s WHERE s.entry_passage = "
        + id
        + ") AND NOT EXISTS (SELECT 1 FROM session s WHERE s.exit_passage = "
        + id
        + "))";
  }

  // The index of pictures goes on behind the passage it has come to, and row numbers are never
  // given twice: what lies at or behind that passage stays.
  private static String passageIsFree(String id, boolean picturesFirst) {
    return String.join(
        "",
        "NOT EXISTS (SELECT 1 FROM handover h WHERE h.passage = " + id + ")",
        " AND NOT EXISTS (SELECT 1 FROM review r WHERE r.passage = " + id,
        " AND r.settled_by IS NULL)",
        " AND NOT EXISTS (SELECT 1 FROM evidence_hold_passage c JOIN evidence_hold h",
        " ON h.id = c.hold WHERE c.passage = " + id + " AND h.released_ns IS NULL)",
        " AND NOT EXISTS (SELECT 1 FROM evidence_picture e JOIN evidence_hold h",
        " ON h.kind = 'PICTURE' AND h.subject = lower(hex(e.sha256)) AND h.released_ns IS NULL",
        " WHERE e.passage = " + id + ")",
        picturesFirst
            ? " AND NOT EXISTS (SELECT 1 FROM evidence_picture e WHERE e.passage = "
                + id
                + " AND e.gone_ns IS NULL) AND NOT EXISTS (SELECT 1 FROM evidence_upload w"
                + " WHERE w.passage = "
                + id
                + " AND w.state = 'WAITING')"
            : "",
        " AND " + id + " NOT IN (SELECT value FROM json_each(?3))",
        " AND NOT EXISTS (SELECT 1 FROM passage k WHERE k.id = " + id,
        " AND k.rowid >= coalesce((SELECT u.rowid FROM evidence_head eh",
        " JOIN passage u ON u.id = eh.upto), 0))");
  }
}
