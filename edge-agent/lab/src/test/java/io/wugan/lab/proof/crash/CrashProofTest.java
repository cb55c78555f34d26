package io.wugan.lab.proof.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.lab.broker.MosquittoBroker;
import io.wugan.lab.proof.EdgeLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code crash-proof}: 30 random kills, then each failpoint once. */
class CrashProofTest {
  private static final Duration LONGEST = Duration.ofMillis(1200);

  @TempDir Path work;

  @BeforeEach
  void needsMosquitto() {
    Assumptions.assumeTrue(
        MosquittoBroker.isInstalled(),
        "mosquitto is not installed here (Debian: apt-get install mosquitto): not tried");
  }

  @Test
  void killedAnywhere_nothingIsLost_andNothingIsBilledTwice() {
    CrashVerdict verdict = CrashProof.run(new CrashSettings(work, 30, 1, 1, LONGEST, 11));

    assertThat(verdict.faults()).as(verdict.toString()).isEmpty();
    assertThat(verdict.kills()).isEqualTo(30 + FailpointRounds.places().size());
    assertThat(verdict.tally().atWork()).isPositive();
    assertThat(verdict.passages()).isGreaterThan(100);
    assertThat(verdict.billed()).isPositive().isEqualTo(verdict.finished());
    assertThat(verdict.toString()).contains("HOLDS: nothing lost");
  }

  /** What the check is worth: it finds a passage, a record and a picture that are not there. */
  @Test
  void whatIsMissing_isFound() throws Exception {
    try (CrashLot lot = new CrashLot(work)) {
      lot.startAll();
      assertThat(CrashLot.await(() -> lot.captured() > 2000, Duration.ofSeconds(60))).isTrue();
      EdgeLedger edge = lot.settle(Duration.ofSeconds(60));
      CrashCheck check = new CrashCheck(lot);
      assertThat(check.verdict(1, new CrashTally(), edge).faults()).isEmpty();

      Files.writeString(
          lot.truthFile(), "no-such-passage 1=no-such-event\n", StandardOpenOption.APPEND);
      Path pictures = lot.edgeData().resolve(CrashBoardCommand.EVIDENCE);
      try (var found = Files.walk(pictures)) {
        Files.delete(found.filter(Files::isRegularFile).findFirst().orElseThrow());
      }
      assertThat(check.verdict(1, new CrashTally(), edge).faults())
          .hasSize(3)
          .anyMatch(fault -> fault.contains("gone or changed afterwards: [1]"))
          .anyMatch(fault -> fault.contains("[no-such-passage]"))
          .anyMatch(fault -> fault.startsWith("1 pictures"));
    }
  }
}
