package io.wugan.lab.simulate;

/** What the lots of one connection counted. Confined to its thread until that has ended. */
final class SimulationFigures {
  long events;
  long messages;
  long acknowledged;
  long resent;
  long nacked;
  long ahead;
  long askedInVain;
  long lost;
  long connects;
  final Latencies latencies = new Latencies();

  void addAll(SimulationFigures others) {
    events += others.events;
    messages += others.messages;
    acknowledged += others.acknowledged;
    resent += others.resent;
    nacked += others.nacked;
    ahead += others.ahead;
    askedInVain += others.askedInVain;
    lost += others.lost;
    connects += others.connects;
    latencies.addAll(others.latencies);
  }
}
