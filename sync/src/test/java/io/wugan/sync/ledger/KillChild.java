package io.wugan.sync.ledger;

import io.wugan.core.ledger.Commit;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The program that {@link KillTest} kills: captures vehicles as fast as it can and prints each
 * number once it is captured.
 */
final class KillChild {

  private KillChild() {}

  public static void main(String[] arguments) {
    SecureRandom random = new SecureRandom();
    Samples samples = new Samples(random.nextLong());
    TimeOrderedIds ids = new TimeOrderedIds(() -> Samples.at(0), random);
    SqliteLedger ledger = SqliteLedger.open(Path.of(arguments[0]), Samples.codec(), ids);
    AtomicInteger next = new AtomicInteger(random.nextInt(90_000));
    for (int t = 0; t < 4; t++) {
      Thread thread = new Thread(() -> captureForEver(ledger, samples, next), "submitter-" + t);
      thread.start();
    }
  }

  private static void captureForEver(SqliteLedger ledger, Samples samples, AtomicInteger next) {
    while (true) {
      int number = next.incrementAndGet() % 1000;
      Commit commit =
          ledger
              .submit(
                  number % 3 == 0
                      ? samples.exit(Samples.plateNo(number - 1), number)
                      : samples.entry(Samples.plateNo(number), number))
              .join();
      StringBuilder line = new StringBuilder();
      commit.records().forEach(numbered -> line.append(numbered.seq()).append('\n'));
      synchronized (System.out) {
        System.out.print(line);
        System.out.flush();
      }
    }
  }
}
