package io.wugan.sync.ledger;

import io.wugan.sync.testing.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Measures captures per second; a program, not a test. Argument: a folder on the disk in question.
 */
final class Throughput {

  private Throughput() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory(Path.of(arguments[0]), "throughput");
    Samples samples = new Samples(1);
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 300, 0);
      int one = 500;
      long begun = System.nanoTime();
      samples.fill(ledger, 1000, one, 0);
      System.out.printf("one after the other: %.0f/s%n", one / seconds(begun));
      int many = 5000;
      begun = System.nanoTime();
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        all.add(ledger.submit(samples.entry(Samples.plateNo(2000 + i), 0)));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
      System.out.printf("as fast as they come: %.0f/s%n", many / seconds(begun));
      System.out.println(ledger.stats());
    }
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
