package io.wugan.core.lot;

import io.wugan.core.time.LotTime;
import java.util.Optional;

/**
 * What boards of a lot say to one another every half minute. A board of another lot, or two boards
 * that both believe to keep it, are noticed by it; and clocks are compared.
 *
 * @param site the lot
 * @param edge the board that says it
 * @param readings when it was asked and when it answers, by its own clock; in answers alone
 */
public record LotHello(String site, String edge, Optional<Readings> readings) {

  /**
   * When a question came and its answer went, by one clock.
   *
   * @param heard when it came
   * @param said when the answer went
   */
  public record Readings(LotTime heard, LotTime said) {}

  /** A question. */
  public LotHello(String site, String edge) {
    this(site, edge, Optional.empty());
  }

  /** The same board's answer. */
  public LotHello answering(LotTime heard, LotTime said) {
    return new LotHello(site, edge, Optional.of(new Readings(heard, said)));
  }
}
