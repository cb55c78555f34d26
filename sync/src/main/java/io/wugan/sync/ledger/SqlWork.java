package io.wugan.sync.ledger;

import java.sql.SQLException;

/** One piece of writing, done on the ledger's thread inside a transaction. */
@FunctionalInterface
interface SqlWork<T> {

  T run(LedgerDatabase database) throws SQLException;
}
