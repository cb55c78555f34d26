package io.wugan.sync.ledger;

import java.util.List;

/**
 * From version 2 to 3: the pictures that are kept, and what holds them. No row here is needed to
 * bill; all but the holds can be made anew from the passages and the files.
 */
final class EvidenceSchema {

  /**
   * Stands for "not dated yet": taken while nobody knew the time. Sorts after every date, so that
   * such a picture counts as the newest until it has one.
   */
  static final long UNDATED = Long.MAX_VALUE;

  static final List<String> VERSION_3 =
      List.of(
          // One row: up to which passage the pictures are known, and what they add up to.
          """
          CREATE TABLE evidence_head (
            id      INTEGER PRIMARY KEY CHECK (id = 1),
            upto    TEXT,
            files   INTEGER NOT NULL,
            bytes   INTEGER NOT NULL
          ) STRICT
          """,
          "INSERT INTO evidence_head VALUES (1, NULL, 0, 0)",
          // A picture as one passage names it; passage is NULL where none does. class and value:
          // numbers of EvidenceClass and EvidenceValue. A picture that is given up keeps its row.
          """
          CREATE TABLE evidence_picture (
            id       INTEGER PRIMARY KEY,
            sha256   BLOB    NOT NULL CHECK (length(sha256) = 32),
            passage  TEXT,
            class    INTEGER NOT NULL,
            bytes    INTEGER NOT NULL,
            since_ns INTEGER NOT NULL,
            value    INTEGER NOT NULL,
            gone_ns  INTEGER,
            gone_why TEXT,
            erased   INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1))
          ) STRICT
          """,
          "CREATE INDEX evidence_live ON evidence_picture (class, value, since_ns, id)"
              + " WHERE gone_ns IS NULL",
          "CREATE INDEX evidence_valued ON evidence_picture (id)"
              + " WHERE gone_ns IS NULL AND value > 0",
          "CREATE INDEX evidence_undated ON evidence_picture (id)"
              + " WHERE gone_ns IS NULL AND since_ns = "
              + UNDATED,
          "CREATE INDEX evidence_erasing ON evidence_picture (id)"
              + " WHERE gone_ns IS NOT NULL AND erased = 0",
          "CREATE INDEX evidence_file ON evidence_picture (sha256) WHERE erased = 0",
          "CREATE INDEX evidence_passage ON evidence_picture (passage) WHERE passage IS NOT NULL",
          // Who held what, when and why, and who let go of it; never deleted.
          """
          CREATE TABLE evidence_hold (
            id             TEXT    PRIMARY KEY,
            kind           TEXT    NOT NULL CHECK (kind IN ('SESSION', 'PASSAGE', 'PICTURE')),
            subject        TEXT    NOT NULL,
            held_ns        INTEGER NOT NULL,
            held_by        TEXT    NOT NULL,
            reason         TEXT    NOT NULL,
            release_id     TEXT,
            released_ns    INTEGER,
            released_by    TEXT,
            release_reason TEXT
          ) STRICT
          """,
          "CREATE INDEX evidence_hold_active ON evidence_hold (kind, subject)"
              + " WHERE released_ns IS NULL",
          "CREATE INDEX evidence_hold_release ON evidence_hold (release_id)"
              + " WHERE release_id IS NOT NULL",
          // Passages whose pictures a hold covers: all that its stay has had since it was held.
          """
          CREATE TABLE evidence_hold_passage (
            passage TEXT NOT NULL,
            hold    TEXT NOT NULL,
            PRIMARY KEY (passage, hold)
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX evidence_hold_covers ON evidence_hold_passage (hold)",
          "CREATE INDEX evidence_review_passage ON review (passage) WHERE passage IS NOT NULL",
          "CREATE INDEX evidence_review_session ON review (session) WHERE session IS NOT NULL");

  private EvidenceSchema() {}
}
