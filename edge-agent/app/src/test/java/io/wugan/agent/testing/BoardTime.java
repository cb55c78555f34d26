package io.wugan.agent.testing;

import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** The clock of a board without a battery: it passes, steps, is synchronised and boots anew. */
public final class BoardTime implements LotClock {

  private int boot;
  private Instant utc = Instant.EPOCH;
  private long monoMillis;
  private ClockQuality quality = ClockQuality.UNKNOWN;

  /** A board that boots with this date. */
  public static BoardTime bootedAt(String utc) {
    BoardTime board = new BoardTime();
    board.reboot(utc);
    return board;
  }

  /** Begins a boot with this date; the clock is not known. */
  public BoardTime reboot(String date) {
    boot++;
    utc = Instant.parse(date);
    monoMillis = 0;
    quality = ClockQuality.UNKNOWN;
    return this;
  }

  /** Time passes. */
  public BoardTime pass(Duration by) {
    utc = utc.plus(by);
    monoMillis += by.toMillis();
    return this;
  }

  /** The clock is set while the board goes on. */
  public BoardTime step(Duration by) {
    utc = utc.plus(by);
    return this;
  }

  /** A time server has set the clock. */
  public BoardTime synchronise(String date) {
    utc = Instant.parse(date);
    quality = ClockQuality.SYNCED;
    return this;
  }

  @Override
  public LotTime now() {
    return new LotTime(utc, monoMillis, "boot-" + boot, quality, OptionalInt.empty());
  }
}
