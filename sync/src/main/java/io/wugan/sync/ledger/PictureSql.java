package io.wugan.sync.ledger;

import java.util.ArrayList;
import java.util.List;

/** The longer questions about pictures. */
final class PictureSql {

  /**
   * What the picture of row {@code p} counts for now, as a number of {@link EvidenceValue}: held;
   * or a person is still to look at its passage or its stay; or the vehicle is inside; or it
   * belongs to no stay and was never looked at; else settled, but as much as that of a vehicle
   * inside while it is still to be uploaded.
   */
  static final String VALUE =
      """
      (CASE
        WHEN EXISTS (SELECT 1 FROM evidence_hold h WHERE h.kind = 'PICTURE'
                     AND h.subject = lower(hex(p.sha256)) AND h.released_ns IS NULL) THEN 3
        WHEN p.passage IS NULL THEN 0
        WHEN EXISTS (SELECT 1 FROM evidence_hold_passage c JOIN evidence_hold h ON h.id = c.hold
                     WHERE c.passage = p.passage AND h.released_ns IS NULL) THEN 3
        WHEN EXISTS (SELECT 1 FROM review r
                     WHERE r.passage = p.passage AND r.settled_by IS NULL) THEN 2
        WHEN EXISTS (SELECT 1 FROM session s JOIN review r ON r.session = s.id
                     WHERE (s.entry_passage = p.passage OR s.exit_passage = p.passage)
                     AND r.settled_by IS NULL) THEN 2
        WHEN EXISTS (SELECT 1 FROM session s
                     WHERE s.entry_passage = p.passage AND s.state = 'OPEN') THEN 1
        WHEN EXISTS (SELECT 1 FROM session s
                     WHERE s.entry_passage = p.passage OR s.exit_passage = p.passage)
          OR EXISTS (SELECT 1 FROM review r WHERE r.passage = p.passage)
          THEN EXISTS (SELECT 1 FROM evidence_upload u
                       WHERE u.sha256 = lower(hex(p.sha256)) AND u.state = 'WAITING')
        ELSE 2
      END)
      """;

  private static final String COLUMNS =
      "p.id, lower(hex(p.sha256)), p.passage, p.class, p.bytes, p.value, "
          + VALUE
          + " FROM evidence_picture p ";

  // Where only the names count: what a picture counts for takes searches in three tables.
  private static final String AS_NOTED =
      "p.id, lower(hex(p.sha256)), p.passage, p.class, p.bytes, p.value, p.value"
          + " FROM evidence_picture p ";

  /** ?1 value, ?2 limit: the oldest first, whatever they show. */
  static final String CHEAPEST = cheapest();

  /** ?1 class, ?2 value, ?3 date, ?4 limit: older than a date. */
  static final String DUE =
      "SELECT "
          + COLUMNS
          + "WHERE p.gone_ns IS NULL AND p.class = ?1 AND p.value = ?2 AND p.since_ns < ?3"
          + " ORDER BY p.since_ns, p.id LIMIT ?4";

  /** ?1 limit: given up, and their files not erased yet. */
  static final String ERASABLE =
      "SELECT " + AS_NOTED + "WHERE p.gone_ns IS NOT NULL AND p.erased = 0 ORDER BY p.id LIMIT ?1";

  /** ?1 first hash, ?2 last hash: not erased, in a folder of the store. */
  static final String IN_FOLDER =
      "SELECT "
          + AS_NOTED
          + "WHERE p.erased = 0 AND p.gone_ns IS NULL AND p.sha256 BETWEEN ?1 AND ?2";

  /** ?1 row, ?2 limit: what may have changed its value since, in the order of rows. */
  static final String VALUED =
      "SELECT "
          + COLUMNS
          + "WHERE p.gone_ns IS NULL AND p.value > 0 AND p.id > ?1 ORDER BY p.id LIMIT ?2";

  /** ?1 limit: the pictures of the next passages whose pictures are not known. */
  static final String UNINDEXED =
      """
      SELECT n.id, n.plate IS NULL, n.utc_ns, n.clock,
             picture.value ->> 'kind', picture.value ->> 'sha256', picture.value ->> 'bytes'
      FROM (SELECT rowid AS place, id, plate, utc_ns, clock, body FROM passage
            WHERE rowid > coalesce((SELECT k.rowid FROM evidence_head h
                                    JOIN passage k ON k.id = h.upto), 0)
            ORDER BY rowid LIMIT ?1) AS n
      LEFT JOIN json_each(CAST(n.body AS TEXT), '$.images') AS picture
      ORDER BY n.place
      """;

  /** ?1 passage: its pictures, and whether the index has passed it. */
  static final String OF_PASSAGE =
      """
      SELECT n.id, n.plate IS NULL, n.utc_ns, n.clock,
             picture.value ->> 'kind', picture.value ->> 'sha256', picture.value ->> 'bytes',
             n.rowid <= coalesce((SELECT k.rowid FROM evidence_head h
                                  JOIN passage k ON k.id = h.upto), 0)
      FROM passage AS n, json_each(CAST(n.body AS TEXT), '$.images') AS picture
      WHERE n.id = ?1
      """;

  private PictureSql() {}

  // One search in the index for each class, then merged: no search passes over other classes' rows.
  private static String cheapest() {
    List<String> parts = new ArrayList<>();
    for (EvidenceClass kind : EvidenceClass.values()) {
      parts.add(
          "SELECT * FROM (SELECT p.since_ns AS since, p.id AS place FROM evidence_picture p"
              + " WHERE p.gone_ns IS NULL AND p.class = "
              + kind.code()
              + " AND p.value = ?1 ORDER BY p.since_ns, p.id LIMIT ?2)");
    }
    return "SELECT "
        + COLUMNS
        + "JOIN (SELECT place, since FROM ("
        + String.join(" UNION ALL ", parts)
        + ") ORDER BY since, place LIMIT ?2) AS pick ON pick.place = p.id ORDER BY pick.since, p.id";
  }
}
