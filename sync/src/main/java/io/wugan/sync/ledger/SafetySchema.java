package io.wugan.sync.ledger;

import java.util.List;

/**
 * From version 3 to 4: what a check needs to tell a number that was deleted in order from one that
 * was lost, and the sequences that went before this one.
 */
final class SafetySchema {

  static final List<String> VERSION_4 =
      List.of(
          // Numbers deleted after their acknowledgement: how many, the highest, and the latest
          // moment at which any of them was settled.
          "ALTER TABLE head ADD COLUMN purged INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE head ADD COLUMN purged_upto INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE head ADD COLUMN purged_settled_ms INTEGER",
          // What occupancy holds beyond the passages that are kept: counts by people, vehicles that
          // another board keeps, passages that a salvage could not save.
          "ALTER TABLE head ADD COLUMN recounted INTEGER NOT NULL DEFAULT 0",
          // The version once more: a damaged user_version must not pass for a newer program's file.
          "ALTER TABLE head ADD COLUMN schema INTEGER NOT NULL DEFAULT 4",
          """
          UPDATE head SET
            purged = last_seq - (SELECT count(*) FROM outbox),
            purged_upto = max(
              (SELECT coalesce(max(seq - 1), 0) FROM outbox AS row
               WHERE seq > 1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE seq = row.seq - 1)),
              CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE seq = head.last_seq) THEN 0
                   ELSE last_seq END),
            recounted = occupancy
              - (SELECT count(*) FROM passage WHERE direction = 'ENTER')
              + (SELECT count(*) FROM passage WHERE direction = 'EXIT')
          """,
          // The sequences before this one, the latest with the highest place: what the cloud is
          // told they ended with.
          """
          CREATE TABLE earlier_epoch (
            place    INTEGER PRIMARY KEY,
            epoch    TEXT    NOT NULL,
            last_seq INTEGER NOT NULL,
            ended_ms INTEGER NOT NULL,
            why      TEXT    NOT NULL,
            told     INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
          ) STRICT
          """);

  private SafetySchema() {}
}
