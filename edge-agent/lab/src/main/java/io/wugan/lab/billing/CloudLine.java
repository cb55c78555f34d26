package io.wugan.lab.billing;

/** The way out of the ledger's loop. Thread-safe; no method blocks on the network. */
interface CloudLine {

  /** Whether something may be published at the moment. */
  boolean isConnected();

  /** Hands a message on; false while there is no connection or no room. */
  boolean publish(String topic, byte[] payload);

  /** The message is dealt with; the broker may forget it. */
  void complete(Delivery delivery);
}
