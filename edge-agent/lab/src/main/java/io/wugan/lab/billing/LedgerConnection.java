package io.wugan.lab.billing;

import java.io.IOException;
import java.sql.SQLException;

/** The one connection that writes. Confined to one thread; transactions are ended by hand. */
interface LedgerConnection extends AutoCloseable {

  Sql sql();

  /** Commits; once it has returned, what was written outlives a power cut. */
  void commit() throws SQLException, IOException;

  void rollback() throws SQLException;

  @Override
  void close() throws SQLException;
}
