package io.wugan.lab.billing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/**
 * Where the back end's ledger lies: a SQLite file or a PostgreSQL database. Immutable; {@link
 * #toString()} shows the address and never a password.
 */
public final class BillingDatabase {
  /** Name of the SQLite file in a data folder. */
  public static final String FILE = "billing.db";

  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRES = "jdbc:postgresql:";
  private static final String CONNECT_SECONDS = "10";
  private static final String SOCKET_SECONDS = "60";

  private final String url;
  private final String password;

  private BillingDatabase(String url, String password) {
    this.url = url;
    this.password = password;
  }

  /** The file {@link #FILE} in {@code folder}, both made if absent. */
  public static BillingDatabase inFolder(Path folder) {
    return new BillingDatabase(SQLITE + folder.resolve(FILE), "");
  }

  /**
   * By address.
   *
   * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://host[:port]/database[?user=…]}
   * @param password password of PostgreSQL, empty where the server asks for none
   * @throws IllegalArgumentException if it is another kind of address, or has a password in it
   */
  public static BillingDatabase of(String url, String password) {
    boolean sqlite = url.startsWith(SQLITE) && url.length() > SQLITE.length();
    if (!sqlite && !url.startsWith(POSTGRES)) {
      // The address itself is not repeated: it may hold a password.
      throw new IllegalArgumentException(
          "--database is jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE?user=NAME");
    }
    String lower = url.toLowerCase(Locale.ROOT);
    if (lower.contains("password=") || lower.matches("jdbc:postgresql://[^/]*@.*")) {
      throw new IllegalArgumentException(
          "no password in --database, where every user of the machine can read it:"
              + " use PGPASSWORD or --password-file");
    }
    return new BillingDatabase(url, password);
  }

  boolean isSqlite() {
    return url.startsWith(SQLITE);
  }

  private Path path() {
    return Path.of(url.substring(SQLITE.length()));
  }

  /** The connection that writes. */
  LedgerConnection open() throws SQLException, IOException {
    return isSqlite() ? SqliteConnection.open(path()) : PostgresConnection.open(this);
  }

  /**
   * A connection to read by.
   *
   * @throws BillingLedgerException if there is no ledger
   */
  Connection openToRead() throws SQLException {
    if (isSqlite() && !Files.isRegularFile(path())) {
      throw new BillingLedgerException(
          "no %s in %s".formatted(path().getFileName(), path().toAbsolutePath().getParent()));
    }
    return connect();
  }

  /** A plain connection; its waits have limits. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    if (!isSqlite()) {
      properties.setProperty("connectTimeout", CONNECT_SECONDS);
      properties.setProperty("loginTimeout", CONNECT_SECONDS);
      properties.setProperty("socketTimeout", SOCKET_SECONDS);
      properties.setProperty("ApplicationName", "wugan-billing");
      if (!password.isEmpty()) {
        properties.setProperty("password", password);
      }
    }
    return DriverManager.getConnection(url, properties);
  }

  @Override
  public String toString() {
    return isSqlite() ? path().toString() : url;
  }
}
