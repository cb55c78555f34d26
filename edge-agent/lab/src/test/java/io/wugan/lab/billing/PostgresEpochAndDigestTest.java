package io.wugan.lab.billing;

import org.junit.jupiter.api.BeforeAll;

/** The same with a real PostgreSQL. */
class PostgresEpochAndDigestTest extends EpochAndDigestTest {
  private final PostgresPlace place = new PostgresPlace();

  @BeforeAll
  static void needsPostgres() {
    PostgresPlace.assumeInstalled();
  }

  @Override
  BillingDatabase database() throws Exception {
    return place.database();
  }

  @Override
  void execute(String sql) throws Exception {
    place.execute(sql);
  }
}
