package io.wugan.lab.billing;

/** Hears of stays that were billed. */
@FunctionalInterface
public interface StayListener {

  /**
   * A session was billed and its event acknowledged. Comes once for each session; once more only if
   * the back end was killed between the call and its note of it, so tell duplicates by {@link
   * Stay#session()}. Called on the ledger's thread, one at a time: be quick. What it throws is
   * logged and changes nothing.
   */
  void stayBilled(Stay stay);
}
