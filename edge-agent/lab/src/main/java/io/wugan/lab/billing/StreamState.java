package io.wugan.lab.billing;

import java.util.List;

/**
 * How complete a stream is, as the edge is told. Immutable.
 *
 * @param upto every event up to this one is committed or refused
 * @param missing what lies between the committed ones, at most {@link #MAX_MISSING} gaps
 */
record StreamState(long upto, List<Gap> missing) {
  static final int MAX_MISSING = 50;

  StreamState {
    missing = List.copyOf(missing);
  }
}
