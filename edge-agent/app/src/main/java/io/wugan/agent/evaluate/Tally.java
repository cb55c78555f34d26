package io.wugan.agent.evaluate;

/** How many plates of one kind were read exactly. Confined to one thread. */
public final class Tally {
  private int exact;
  private int withoutProvince;
  private int total;

  void add(boolean hit, boolean hitWithoutProvince) {
    total++;
    exact += hit ? 1 : 0;
    withoutProvince += hitWithoutProvince ? 1 : 0;
  }

  /** Plates read exactly. */
  public int exact() {
    return exact;
  }

  /** Plates read exactly but for the first character, or wholly. */
  public int withoutProvince() {
    return withoutProvince;
  }

  /** Labelled plates. */
  public int total() {
    return total;
  }
}
