package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.sync.testing.Samples;
import io.wugan.sync.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger on a real disk that is full, and then not any more (F13), or read-only (F14). */
class FullDiskTest {

  private static final int DISK_MB = 64;
  private static final long RESERVE = 16 << 20;

  @TempDir Path directory;
  private final Samples samples = new Samples(31);
  private SmallDisk disk;

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.mount(directory.resolve("disk"), DISK_MB).orElse(null);
    Assumptions.assumeTrue(disk != null, "mounting is not allowed here: not tried");
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  private SqliteLedger open() {
    LedgerPlace place = LedgerPlace.of(disk.folder().resolve("edge")).withReserve(RESERVE);
    return SqliteLedger.open(place, Samples.codec(), samples.ids());
  }

  @Test
  void diskIsFull_vehiclesAreCapturedInTheReserve_andItComesBackWithTheRoom() throws Exception {
    try (SqliteLedger ledger = open()) {
      assertThat(ledger.reserve().isUsed()).isTrue();
      assertThat(ledger.reserve().restore()).isTrue();
      assertThat(ledger.reserve().isUsed()).isFalse();
      samples.fill(ledger, 0, 10, 0);

      Path filler = disk.fill();
      samples.fill(ledger, 10, 300, 0);
      assertThat(ledger.reserve().isUsed()).isTrue();
      assertThat(ledger.outbox().lastSeq()).isEqualTo(310);
      assertThat(ledger.reserve().restore()).as("no room to make it again").isFalse();

      Files.delete(filler);
      samples.fill(ledger, 310, 1, 0);
      assertThat(ledger.reserve().restore()).isTrue();
    }
    try (SqliteLedger again = open()) {
      assertThat(again.salvaged()).isEmpty();
      assertThat(again.outbox().lastSeq()).isEqualTo(311);
    }
  }

  @Test
  void evenTheReserveIsFull_nothingIsTakenForCaptured_andItGoesOnByItself() throws Exception {
    try (SqliteLedger ledger = open()) {
      ledger.reserve().restore();
      Path filler = disk.fill();
      int captured = fillToTheBrim(ledger);
      assertThat(captured).isGreaterThan(500);

      Files.delete(filler);
      samples.fill(ledger, captured, 1, 0);
      assertThat(ledger.outbox().lastSeq()).isEqualTo(captured + 1L);
    }
  }

  private int fillToTheBrim(SqliteLedger ledger) {
    int[] captured = {0};
    assertThatThrownBy(
            () -> {
              while (true) {
                samples.fill(ledger, captured[0], 1, 0);
                captured[0]++;
              }
            })
        .rootCause()
        .hasMessageContaining("full");
    return captured[0];
  }

  @Test
  void agentThatStartsOnAFullDisk_opensInTheReserve() throws Exception {
    try (SqliteLedger ledger = open()) {
      ledger.reserve().restore();
      samples.fill(ledger, 0, 10, 0);
    }
    disk.fill();
    try (SqliteLedger ledger = open()) {
      samples.fill(ledger, 10, 1, 0);
      assertThat(ledger.outbox().lastSeq()).isEqualTo(11);
      assertThat(ledger.reserve().isUsed()).isTrue();
    }
  }

  @Test
  void diskTurnsReadOnly_whatIsRefusedIsNotCaptured_andItGoesOnOnceItCanBeWritten()
      throws Exception {
    LedgerPlace place = LedgerPlace.of(disk.folder().resolve("edge"));
    try (SqliteLedger ledger = SqliteLedger.open(place, Samples.codec(), samples.ids())) {
      samples.fill(ledger, 0, 5, 0);
    }
    disk.readOnly(true);
    assertThatThrownBy(() -> SqliteLedger.open(place, Samples.codec(), samples.ids()).close())
        .hasMessageContaining("read-only");
    disk.readOnly(false);
    try (SqliteLedger ledger = SqliteLedger.open(place, Samples.codec(), samples.ids())) {
      assertThat(ledger.salvaged()).isEmpty();
      assertThat(ledger.outbox().lastSeq()).isEqualTo(5);
    }
  }
}
