package io.wugan.sync.ledger;

import java.util.List;

/** What the third version of the tables adds for lists of plates. */
final class PlateListSchema {

  static final List<String> TABLES =
      List.of(
          // One row, once there is a list.
          """
          CREATE TABLE plate_list (
            id       INTEGER PRIMARY KEY CHECK (id = 1),
            revision INTEGER NOT NULL CHECK (revision >= 1),
            plates   INTEGER NOT NULL
          ) STRICT
          """,
          // A period that is open at an end goes to the last nanosecond that fits the column.
          """
          CREATE TABLE listed_plate (
            plate    TEXT    NOT NULL,
            from_ns  INTEGER NOT NULL,
            until_ns INTEGER NOT NULL,
            class    TEXT    NOT NULL,
            PRIMARY KEY (plate, from_ns)
          ) STRICT, WITHOUT ROWID
          """);

  private PlateListSchema() {}
}
