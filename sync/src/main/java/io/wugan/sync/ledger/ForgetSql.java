package io.wugan.sync.ledger;

/**
 * The questions of {@link PlateForgetting}. {@code ?1} is the plate; {@code ?2} a stay, or ids as
 * JSON; {@code ?3} ids that unsettled records name, as JSON.
 */
final class ForgetSql {

  static final String STAYS =
      "SELECT s.id, s.entry_passage, s.exit_passage, "
          + RetentionSql.stayIsFree(false)
          + ", CASE WHEN s.state = 'OPEN' THEN 'INSIDE'"
          + " WHEN s.id IN (SELECT value FROM json_each(?3)) THEN 'UNSETTLED'"
          + " WHEN EXISTS (SELECT 1 FROM evidence_hold h WHERE h.kind = 'SESSION'"
          + " AND h.subject = s.id AND h.released_ns IS NULL) THEN 'HELD'"
          + " WHEN EXISTS (SELECT 1 FROM review r LEFT JOIN review_candidate c ON c.review = r.id"
          + " WHERE r.settled_by IS NULL AND (r.session = s.id OR c.session = s.id)) THEN 'REVIEW'"
          + " ELSE coalesce("
          + why("s.entry_passage")
          + ", "
          + why("s.exit_passage")
          + ", 'LATEST') END"
          + " FROM session s WHERE s.plate = ?1 AND (?2 IS NULL OR s.id = ?2) ORDER BY s.id";

  static final String LOOSE =
      "SELECT p.id, p.id, NULL, "
          + RetentionSql.passageIsLoose("p.id", false)
          + ", coalesce("
          + why("p.id")
          + ", 'LATEST') FROM passage p WHERE p.plate = ?1"
          + " AND NOT EXISTS (SELECT 1 FROM session s WHERE s.entry_passage = p.id)"
          + " AND NOT EXISTS (SELECT 1 FROM session s WHERE s.exit_passage = p.id)"
          + " ORDER BY p.rowid";

  /** Records that name the plate, or the stays and passages of ?2. */
  static final String RECORDS =
      """
      SELECT seq, state, named, subject IN (SELECT value FROM json_each(?2))
             OR passage IN (SELECT value FROM json_each(?2)), subject, passage
      FROM (SELECT seq, state, instr(payload, CAST(?1 AS BLOB)) > 0 AS named,
                   coalesce(CAST(payload AS TEXT) ->> '$.subject', '') AS subject,
                   coalesce(CAST(payload AS TEXT) ->> '$.data.passage.id', '') AS passage
            FROM outbox WHERE json_valid(CAST(payload AS TEXT)))
      WHERE named OR subject IN (SELECT value FROM json_each(?2))
            OR passage IN (SELECT value FROM json_each(?2))
      """;

  static final String PASSAGES_NAMING =
      "SELECT id FROM passage WHERE plate = ?1 OR instr(also_read, ?1) > 0"
          + " OR instr(body, CAST(?1 AS BLOB)) > 0";

  /** Commands and parts of lists that are not done; they go within a day or two. */
  static final String UNDER_WAY =
      "SELECT (SELECT count(*) FROM command WHERE instr(body, CAST(?1 AS BLOB)) > 0)"
          + " + (SELECT count(*) FROM plate_list_part WHERE instr(body, CAST(?1 AS BLOB)) > 0)";

  static final String COUNT_LISTED = "SELECT count(*) FROM listed_plate WHERE plate = ?1";

  static final String PAYLOAD = "SELECT payload FROM outbox WHERE seq = ? AND state = 2";
  static final String SET_PAYLOAD =
      "UPDATE outbox SET payload = ?, crc32c = ? WHERE seq = ? AND state = 2";
  static final String BODY = "SELECT body, also_read FROM passage WHERE id = ?";
  static final String SET_BODY =
      "UPDATE passage SET body = ?1, also_read = ?2, plate = nullif(plate, ?3) WHERE id = ?4";
  static final String DELETE_LISTED = "DELETE FROM listed_plate WHERE plate = ?1";

  /** Lines of the audit, but for those of stays that stay. */
  static final String CORRECTIONS =
      "UPDATE correction SET before = NULL, after = NULL, read = NULL, known = NULL,"
          + " why = replace(why, ?1, '***')"
          + " WHERE coalesce(session, '') NOT IN (SELECT value FROM json_each(?2))"
          + " AND (instr(before, CAST(?1 AS BLOB)) > 0 OR instr(after, CAST(?1 AS BLOB)) > 0"
          + " OR read = ?1 OR known = ?1 OR instr(why, ?1) > 0)";

  static final String HOLDS =
      "UPDATE evidence_hold SET reason = replace(reason, ?1, '***'),"
          + " release_reason = replace(release_reason, ?1, '***')"
          + " WHERE instr(reason, ?1) > 0 OR instr(release_reason, ?1) > 0";

  static final String COMMANDS =
      "UPDATE command SET text = replace(text, ?1, '***'), detail = replace(detail, ?1, '***')"
          + " WHERE body IS NULL AND (instr(text, ?1) > 0 OR instr(detail, ?1) > 0)";

  static final String NOTE =
      "INSERT OR IGNORE INTO correction (id, utc_ns, origin, by_whom, why, change, session)"
          + " VALUES (?, ?, 'OPERATOR', ?, ?, '"
          + RetentionSql.FORGOTTEN
          + "', ?)";

  /** Stays and passages that were forgotten and are there again: a salvage, or an older copy. */
  static final String BACK_STAYS =
      "SELECT s.id FROM correction c JOIN session s ON s.id = c.session WHERE c.change = '"
          + RetentionSql.FORGOTTEN
          + "'";

  static final String BACK_PASSAGES =
      "SELECT p.id FROM correction c JOIN passage p ON p.id = c.session WHERE c.change = '"
          + RetentionSql.FORGOTTEN
          + "'";

  private ForgetSql() {}

  /** Why a passage cannot be deleted; NULL if not for one of these reasons. */
  private static String why(String id) {
    return "CASE WHEN "
        + id
        + " IN (SELECT value FROM json_each(?3)) THEN 'UNSETTLED'"
        + " WHEN EXISTS (SELECT 1 FROM review r WHERE r.passage = "
        + id
        + " AND r.settled_by IS NULL) THEN 'REVIEW'"
        + " WHEN EXISTS (SELECT 1 FROM evidence_hold_passage c JOIN evidence_hold h"
        + " ON h.id = c.hold WHERE c.passage = "
        + id
        + " AND h.released_ns IS NULL) THEN 'HELD'"
        + " WHEN EXISTS (SELECT 1 FROM evidence_picture e JOIN evidence_hold h"
        + " ON h.kind = 'PICTURE' AND h.subject = lower(hex(e.sha256)) AND h.released_ns IS NULL"
        + " WHERE e.passage = "
        + id
        + ") THEN 'HELD'"
        + " WHEN EXISTS (SELECT 1 FROM handover h WHERE h.passage = "
        + id
        + ") THEN 'HANDOVER' END";
  }
}
