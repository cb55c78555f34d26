package io.wugan.lab.proof.crash;

import io.wugan.lab.broker.MosquittoBroker;

/** The broker. */
final class BrokerParty implements Party {
  private final MosquittoBroker broker;
  private boolean alive = true;

  /**
   * @param broker runs
   */
  BrokerParty(MosquittoBroker broker) {
    this.broker = broker;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public void start() {
    broker.start();
    alive = true;
  }

  @Override
  public void kill() {
    broker.kill();
    alive = false;
  }

  @Override
  public boolean isAlive() {
    return alive;
  }
}
