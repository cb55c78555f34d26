package io.wugan.core.lot;

import io.wugan.core.time.LotTime;
import java.time.Duration;

/**
 * A question to the keeper and its answer, with the four readings of which the offset between two
 * clocks follows (RFC 5905 section 8).
 *
 * @param asked by the board's own clock
 * @param heard by the keeper's clock
 * @param said by the keeper's clock
 * @param got by the board's own clock
 */
public record ClockExchange(LotTime asked, LotTime heard, LotTime said, LotTime got) {

  /**
   * @throws IllegalArgumentException if a reading is of another boot than the other of its clock,
   *     or before it
   */
  public ClockExchange {
    check("this board's", asked, got);
    check("the keeper's", heard, said);
  }

  private static void check(String whose, LotTime first, LotTime second) {
    if (!first.bootId().equals(second.bootId()) || second.monoMillis() < first.monoMillis()) {
      throw new IllegalArgumentException(
          whose + " second reading is before the first, or of another boot");
    }
  }

  /** The middle of both, and how far it may be off. */
  public ClockTie tie() {
    long away = got.monoMillis() - asked.monoMillis();
    long there = said.monoMillis() - heard.monoMillis();
    long way = Math.max(0, away - there);
    return new ClockTie(
        got.minus(Duration.ofMillis(away / 2)),
        said.minus(Duration.ofMillis(there / 2)),
        (int) Math.min((way + 1) / 2, Integer.MAX_VALUE));
  }
}
