package io.wugan.sync.ledger;

import java.sql.SQLException;

/** Damage that we found ourselves, told as SQLite tells it. */
final class LedgerDamage extends SQLException {

  private static final long serialVersionUID = 1L;
  private static final int SQLITE_CORRUPT = 11;

  /**
   * @param found what is wrong
   */
  LedgerDamage(String found) {
    super(found, null, SQLITE_CORRUPT);
  }
}
