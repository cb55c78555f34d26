package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's error codes (sqlite.org/rescode.html) mean to whoever looks after the board. */
final class SqlFailures {

  private static final int PRIMARY_CODE_MASK = 0xFF;

  private SqlFailures() {}

  /** An exception that says what failed, where, and what can be done. */
  static LedgerException explain(String what, Path file, SQLException cause) {
    return new LedgerException(what + ": " + advice(file, cause), cause);
  }

  private static String advice(Path file, SQLException cause) {
    return switch (primaryCode(cause)) {
      case SQLITE_FULL ->
          "the disk that holds "
              + file
              + " is full; free some space, the ledger then goes on by itself";
      case SQLITE_READONLY ->
          file
              + " cannot be written; check owner and permissions, and whether the file system has"
              + " turned read-only after an error (dmesg)";
      case SQLITE_IOERR ->
          "the disk that holds "
              + file
              + " reports errors ("
              + cause.getMessage()
              + "); check dmesg and replace the card or disk";
      case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(file);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "another program holds " + file + " locked; close it (an SQLite shell, a backup)";
      case SQLITE_CANTOPEN ->
          file + " cannot be opened; check that the folder exists and may be written";
      case SQLITE_CONSTRAINT -> "it contradicts what is written already: " + cause.getMessage();
      default -> "SQLite says: " + cause.getMessage();
    };
  }

  /** What to do with a damaged database. Nothing is ever deleted by itself. */
  static String damaged(Path file) {
    return file
        + " is damaged; nothing was deleted. The agent salvages it when it opens it next: the"
        + " damaged files are kept in a folder beside it, and what was not acknowledged is told"
        + " again with a new epoch";
  }

  private static SQLiteErrorCode primaryCode(SQLException cause) {
    int code =
        cause instanceof SQLiteException sqlite
            ? sqlite.getResultCode().code
            : cause.getErrorCode();
    return SQLiteErrorCode.getErrorCode(code & PRIMARY_CODE_MASK);
  }

  /**
   * Whether a failure to open means damage: a table or column whose name was damaged is not there.
   */
  static boolean isDamageAtOpening(SQLException cause) {
    return switch (primaryCode(cause)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR, SQLITE_MISMATCH, SQLITE_CONSTRAINT -> true;
      default -> false;
    };
  }

  /**
   * Whether a connection is not to be used again: after damage, and after what the disk refused,
   * for nobody knows then what it has (a failed sync marks pages as written that are not).
   */
  static boolean endsTheConnection(SQLException cause) {
    return switch (primaryCode(cause)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY -> true;
      default -> false;
    };
  }

  /** Whether there is no room left on the disk. */
  static boolean isFull(SQLException cause) {
    return primaryCode(cause) == SQLiteErrorCode.SQLITE_FULL;
  }

  static boolean isDamage(SQLException cause) {
    SQLiteErrorCode code = primaryCode(cause);
    return code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
  }
}
