package io.wugan.sync.ledger;

import java.util.List;

/**
 * What an acknowledgement changed.
 *
 * @param acked records that are newly acknowledged
 * @param setApart records that were refused for good, kept for a person
 * @param again records that will be sent again because the cloud misses them
 * @param gone numbers that the cloud misses and that are here no more
 */
public record AckOutcome(int acked, List<Long> setApart, long again, long gone) {

  public AckOutcome {
    setApart = List.copyOf(setApart);
  }
}
