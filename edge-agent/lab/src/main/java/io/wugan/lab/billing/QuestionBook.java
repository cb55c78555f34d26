package io.wugan.lab.billing;

import java.sql.SQLException;

/**
 * The table {@code question}: one for each key, the latest. Confined to the ledger's thread, always
 * inside its transaction.
 */
final class QuestionBook {
  private final Sql sql;

  QuestionBook(Sql sql) {
    this.sql = sql;
  }

  void ask(Question question) throws SQLException {
    sql.update(
        "INSERT INTO question VALUES(?, ?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET"
            + " kind=excluded.kind, plate=excluded.plate, text=excluded.text, edge=excluded.edge",
        question.key(),
        question.kind().name(),
        question.plate(),
        question.text(),
        question.edge().source());
  }

  /** It is answered. */
  void forget(String key) throws SQLException {
    sql.update("DELETE FROM question WHERE key=?", key);
  }
}
