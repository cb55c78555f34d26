package io.wugan.agent.telemetry;

import io.wugan.core.session.SessionState;
import io.wugan.sync.contract.Heartbeat;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a board knows of its lot, and how its machine is. What is counted "since the last call" is
 * so for each of these by itself. Confined to one caller at a time.
 */
public final class BoardFigures {

  private static final Logger log = LoggerFactory.getLogger(BoardFigures.class);

  private final SqliteLedger ledger;
  private final Path data;
  private final long quotaBytes;
  private final MachineProbe machine = new MachineProbe();
  private final WrittenMeter written = new WrittenMeter();

  /**
   * @param ledger of the board
   * @param data its folder
   * @param quotaBytes room that pictures may take
   */
  public BoardFigures(SqliteLedger ledger, Path data, long quotaBytes) {
    this.ledger = ledger;
    this.data = data;
    this.quotaBytes = quotaBytes;
  }

  /**
   * Stays and reviews; reads the ledger.
   *
   * @throws io.wugan.core.ledger.LedgerException if it cannot be read
   */
  public Heartbeat.Lot lot() {
    try (LedgerView view = LedgerView.open(data)) {
      return new Heartbeat.Lot(
          view.occupancy(),
          view.countSessions(SessionState.OPEN),
          view.countReviews(),
          view.plateList().held());
    }
  }

  /** Memory, room, temperature, supply. */
  public Heartbeat.Machine machine() {
    return new Heartbeat.Machine(
        machine.cpuPercent(),
        machine.rssMb(),
        machine.memoryFreeMb(),
        diskFreeBytes() >> 20,
        ledger.evidence().totals().bytes() >> 20,
        quotaBytes >> 20,
        written.lastDayMb(machine.writtenBytes(), System.nanoTime()),
        machine.temperatureC(),
        machine.power());
  }

  private long diskFreeBytes() {
    try {
      return Files.getFileStore(data).getUsableSpace();
    } catch (IOException untold) {
      log.warn("the file system of {} does not tell its room", data, untold);
      return 0;
    }
  }

  /** For whoever watches the machine. */
  MachineProbe probe() {
    return machine;
  }

  /** What was written within the last day. */
  WrittenMeter written() {
    return written;
  }
}
