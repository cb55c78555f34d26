package io.wugan.sync.ledger;

/** The questions of {@link LedgerAudit}. None uses an index where the index may be at fault. */
final class AuditSql {

  static final String HEAD =
      "SELECT epoch, last_seq, occupancy, purged, purged_upto, coalesce(purged_settled_ms, 0),"
          + " recounted FROM head";

  static final String NUMBERS = "SELECT seq FROM outbox ORDER BY seq";

  static final String LATEST_SETTLED =
      "SELECT coalesce(max(settled_ms), 0) FROM outbox NOT INDEXED";

  static final String STATES =
      "SELECT seq FROM outbox NOT INDEXED WHERE state NOT IN (0, 1, 2, 3)"
          + " OR (state >= 2) <> (settled_ms IS NOT NULL) OR (state = 3 AND refusal IS NULL)";

  /** What a record says of itself, beside its row. */
  static final String PAYLOADS =
      """
      SELECT seq, event_id, type, payload, crc32c,
             json_valid(CAST(payload AS TEXT)) AS valid,
             CASE WHEN json_valid(CAST(payload AS TEXT))
                  THEN CAST(payload AS TEXT) ->> '$.id' END,
             CASE WHEN json_valid(CAST(payload AS TEXT))
                  THEN CAST(payload AS TEXT) ->> '$.type' END,
             CASE WHEN json_valid(CAST(payload AS TEXT))
                  THEN CAST(payload AS TEXT) ->> '$.epoch' END,
             CASE WHEN json_valid(CAST(payload AS TEXT))
                  THEN CAST(payload AS TEXT) ->> '$.seq' END
      FROM outbox NOT INDEXED ORDER BY seq
      """;

  static final String DOUBLE_IDS =
      "SELECT min(seq), max(seq) FROM outbox NOT INDEXED GROUP BY event_id HAVING count(*) > 1";

  static final String OPEN_SESSIONS =
      "SELECT count(*) FROM session NOT INDEXED WHERE state = 'OPEN'";

  /** Plates with several open stays of which nobody is told. */
  static final String OPEN_TWICE =
      """
      SELECT min(id), max(id), count(*) FROM session AS s NOT INDEXED
      WHERE state = 'OPEN' AND plate IS NOT NULL
      GROUP BY plate
      HAVING count(*) > 1 AND sum(review) = 0
         AND NOT EXISTS (SELECT 1 FROM review JOIN session AS o ON o.id = review.session
                         WHERE review.settled_by IS NULL AND o.state = 'OPEN' AND o.plate = s.plate)
      """;

  static final String FINISHED =
      "SELECT count(*) FROM session NOT INDEXED WHERE exit_utc_ns IS NOT NULL";

  /** Stays that end before they begin, by clocks that can be held against one another. */
  static final String NEGATIVE =
      """
      SELECT id FROM session NOT INDEXED
      WHERE exit_utc_ns IS NOT NULL AND (
        (exit_boot = entry_boot AND exit_mono_ms < entry_mono_ms)
        OR (exit_boot <> entry_boot AND exit_utc_ns < entry_utc_ns
            AND entry_clock IN ('SYNCED', 'HOLDOVER') AND exit_clock IN ('SYNCED', 'HOLDOVER')))
      """;

  /** An open stay has no exit, a closed one has a reason, a voided one has another. */
  static final String SHAPELESS =
      """
      SELECT id FROM session NOT INDEXED
      WHERE (state = 'OPEN' AND exit_passage IS NOT NULL)
         OR (state = 'CLOSED' AND close_reason IS NULL)
         OR (state = 'VOIDED' AND void_reason IS NULL)
      """;

  static final String PASSAGES =
      "SELECT count(*), coalesce(sum((direction = 'ENTER') - (direction = 'EXIT')), 0)"
          + " FROM passage NOT INDEXED";

  static final String PICTURES =
      "SELECT DISTINCT lower(hex(sha256)) FROM evidence_picture NOT INDEXED WHERE gone_ns IS NULL";

  static final String WAITING =
      "SELECT count(*) FROM evidence_upload NOT INDEXED WHERE state = 'WAITING'";

  static final String WAITING_IN_VAIN =
      """
      SELECT u.sha256, u.record FROM evidence_upload u NOT INDEXED
      WHERE u.state = 'WAITING' AND EXISTS (
        SELECT 1 FROM evidence_picture p WHERE p.passage = u.passage
        AND lower(hex(p.sha256)) = u.sha256 AND p.gone_ns IS NOT NULL)
      """;

  private AuditSql() {}
}
