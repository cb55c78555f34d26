package io.wugan.lab.billing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a ledger lies. */
public final class DatabaseOptions {
  private static final int MAX_PASSWORD_BYTES = 4096;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder of billing.db, made if absent: SQLite")
  private @Nullable Path data;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "jdbc:postgresql://HOST[:PORT]/NAME?user=NAME or jdbc:sqlite:FILE, in the place of --data.",
        "The password of PostgreSQL comes from --password-file or PGPASSWORD"
      })
  private @Nullable String database;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "its first line is the password of --database")
  private @Nullable Path passwordFile;

  /**
   * The ledger that the options name.
   *
   * @throws IllegalArgumentException if they name none or two, or the password cannot be read
   */
  public BillingDatabase database() {
    if (database != null && data == null) {
      return BillingDatabase.of(database, password());
    }
    if (data != null && database == null) {
      return BillingDatabase.inFolder(data);
    }
    throw new IllegalArgumentException("one of --data DIR and --database URL is needed");
  }

  private String password() {
    if (passwordFile == null) {
      return Optional.ofNullable(System.getenv("PGPASSWORD")).orElse("");
    }
    try {
      if (Files.size(passwordFile) > MAX_PASSWORD_BYTES) {
        throw new IllegalArgumentException(passwordFile + " is too long for a password");
      }
      return Files.readString(passwordFile).lines().findFirst().orElse("");
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "cannot read the password from " + passwordFile + ": " + unreadable, unreadable);
    }
  }
}
