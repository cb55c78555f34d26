package io.wugan.sync.ledger;

import java.util.List;

/**
 * From version 4 to 5: what becomes of the pictures that records name, and the parts of a list that
 * is not whole yet. Nothing here is needed to bill.
 */
final class UploadSchema {

  static final List<String> VERSION_5 =
      List.of(
          // One row: up to which record of this epoch the pictures are taken in.
          """
          CREATE TABLE evidence_upload_head (
            id   INTEGER PRIMARY KEY CHECK (id = 1),
            upto INTEGER NOT NULL
          ) STRICT
          """,
          "INSERT INTO evidence_upload_head VALUES (1, 0)",
          // A picture of a record. revision counts its states; told: 1 once a broker has the last.
          // tries: how often its server refused it while it took others.
          """
          CREATE TABLE evidence_upload (
            id       INTEGER PRIMARY KEY,
            record   TEXT    NOT NULL,
            passage  TEXT    NOT NULL,
            session  TEXT,
            kind     TEXT    NOT NULL,
            sha256   TEXT    NOT NULL,
            bytes    INTEGER NOT NULL,
            utc_ms   INTEGER NOT NULL,
            state    TEXT    NOT NULL
                     CHECK (state IN ('KEPT', 'WAITING', 'UPLOADED', 'REFUSED', 'GONE')),
            url      TEXT,
            at_ms    INTEGER NOT NULL,
            revision INTEGER NOT NULL CHECK (revision >= 1),
            tries    INTEGER NOT NULL DEFAULT 0,
            told     INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
            UNIQUE (record, sha256)
          ) STRICT
          """,
          "CREATE INDEX evidence_upload_passage ON evidence_upload (passage)",
          "CREATE INDEX evidence_upload_next ON evidence_upload (tries, id)"
              + " WHERE state = 'WAITING'",
          "CREATE INDEX evidence_upload_file ON evidence_upload (sha256) WHERE state = 'WAITING'",
          "CREATE INDEX evidence_upload_untold ON evidence_upload (id) WHERE told = 0",
          "CREATE INDEX evidence_upload_told ON evidence_upload (at_ms) WHERE told = 1",
          // Parts of a list of plates that is not whole yet, as the cloud sent them.
          """
          CREATE TABLE plate_list_part (
            revision INTEGER NOT NULL,
            part     INTEGER NOT NULL CHECK (part >= 1),
            parts    INTEGER NOT NULL,
            at_ms    INTEGER NOT NULL,
            body     BLOB    NOT NULL,
            PRIMARY KEY (revision, part)
          ) STRICT, WITHOUT ROWID
          """,
          "PRAGMA user_version = 5");

  private UploadSchema() {}
}
