package io.wugan.lab.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a ledger, in memory. Nobody changes the arrays.
 *
 * @param database {@code ledger.db}
 * @param log {@code ledger.db-wal}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of whole files, never compared
record LedgerFiles(byte[] database, byte[] log) {

  private static final String DATABASE = "ledger.db";
  private static final String LOG = "ledger.db-wal";

  static LedgerFiles read(Path folder) throws IOException {
    return new LedgerFiles(
        Files.readAllBytes(folder.resolve(DATABASE)), Files.readAllBytes(folder.resolve(LOG)));
  }

  /** Writes both files, and no shared memory of others beside them. */
  void write(Path folder) throws IOException {
    Files.write(folder.resolve(DATABASE), database);
    Files.write(folder.resolve(LOG), log);
    Files.deleteIfExists(folder.resolve("ledger.db-shm"));
  }
}
