package io.wugan.lab.billing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A schema of its own in the one PostgreSQL that the tests of a process share. */
final class PostgresPlace {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static PostgresCluster cluster;

  private final String schema = "t" + SCHEMAS.incrementAndGet();
  private boolean made;

  static void assumeInstalled() {
    Assumptions.assumeTrue(
        PostgresCluster.findPrograms().isPresent(),
        "PostgreSQL is not installed here (Debian: apt-get install postgresql): not tried");
  }

  private static synchronized PostgresCluster cluster() throws Exception {
    if (cluster == null) {
      PostgresCluster started = PostgresCluster.start();
      cluster = started;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started)));
    }
    return cluster;
  }

  private static void stop(PostgresCluster started) {
    try {
      started.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  String url() throws Exception {
    return cluster().url(schema);
  }

  BillingDatabase database() throws Exception {
    if (!made) {
      execute("CREATE SCHEMA " + schema);
      made = true;
    }
    return BillingDatabase.of(url(), PostgresCluster.PASSWORD);
  }

  void execute(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(url(), "wugan", PostgresCluster.PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
