package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that cannot write, opened when it is first needed and again after a failure.
 * Thread-safe: one reader at a time. Every query reads its rows to the end, so no reader holds the
 * log back.
 */
final class ReadConnection implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReadConnection.class);

  private final Path file;
  private final Object lock = new Object();

  private @Nullable Connection connection;
  private @Nullable Statements statements;
  private boolean closed;

  ReadConnection(Path file) {
    this.file = file;
  }

  /** A question to the database. */
  interface Question<T> {
    T ask(Statements statements) throws SQLException;
  }

  <T> T read(Question<T> question) {
    synchronized (lock) {
      try {
        return question.ask(open());
      } catch (SQLException unreadable) {
        discard();
        throw SqlFailures.explain("cannot read the ledger", file, unreadable);
      }
    }
  }

  private Statements open() throws SQLException {
    if (closed) {
      throw new LedgerException("the ledger is closed");
    }
    Statements known = statements;
    if (known == null) {
      Connection opened = DriverManager.getConnection(LedgerDatabase.url(file));
      connection = opened;
      LedgerPragmas.applyForReading(opened);
      known = new Statements(opened);
      statements = known;
    }
    return known;
  }

  private void discard() {
    Connection open = connection;
    connection = null;
    statements = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException stuck) {
        log.warn("cannot close a reader of {}", file, stuck);
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      discard();
    }
  }
}
