package io.wugan.lab.billing;

/**
 * Sequence numbers that are not there, both ends included. Immutable.
 *
 * @param first the first that is missing, ≥ 1
 * @param last the last that is missing, ≥ first
 */
public record Gap(long first, long last) {

  @Override
  public String toString() {
    return first == last ? Long.toString(first) : first + "–" + last;
  }
}
