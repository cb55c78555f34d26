package io.wugan.lab.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short forms of {@code power-proof} and {@code corruption-proof}. */
class DamageProofsTest {

  private static final long SEED = 7;

  // In memory where the system has such a folder: the proofs write, they do not need a disk.
  private static final Path MEMORY = Path.of("/dev/shm");

  @TempDir Path disk;
  private Path work = Path.of("");

  @BeforeEach
  void choose() throws IOException {
    work = Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "wugan-damage-") : disk;
  }

  @AfterEach
  void clear() throws IOException {
    CorruptionProof.delete(work);
  }

  @Test
  void powerCutAnywhereInTheLog_losesNothingThatWasAnswered() throws Exception {
    PowerProof.Figures figures = PowerProof.run(work, SEED, 300, 240);

    assertThat(figures.cuts()).containsOnlyKeys(PowerProof.Cut.values());
    assertThat(figures.captured()).isGreaterThan(10_000);
    assertThat(figures.lost()).as("seed " + SEED).isZero();
    assertThat(figures.notOpened()).isZero();
  }

  @Test
  void damageOfAnyKind_neverKeepsTheLedgerShut_andLosesNoRecordThatItLeftWhole() throws Exception {
    CorruptionProof proof = CorruptionProof.run(work, SEED, 100, false);

    assertThat(proof.failures()).isEmpty();
    assertThat(proof.tallies()).containsOnlyKeys(FileFault.values());
    CorruptionProof.Tally total = proof.total();
    assertThat(total.salvaged).isPositive();
    assertThat(total.intact).isGreaterThan(total.rows / 3);
    assertThat((double) total.intactSaved / total.intact).as("seed " + SEED).isGreaterThan(0.99);
  }

  @Test
  void withItsJournal_theLedgerLosesNothing_howeverItIsDamaged() throws Exception {
    CorruptionProof proof = CorruptionProof.run(work, SEED, 40, true);

    assertThat(proof.failures()).isEmpty();
    assertThat(proof.total().saved).as("seed " + SEED).isEqualTo(proof.total().rows);
  }
}
