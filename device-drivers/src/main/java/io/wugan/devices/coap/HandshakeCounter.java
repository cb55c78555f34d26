package io.wugan.devices.coap;

import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.scandium.DtlsHealth;
import org.eclipse.californium.scandium.DtlsHealthExtended2;

/** Counts what becomes of handshakes and records. Thread-safe. */
final class HandshakeCounter implements DtlsHealth, DtlsHealthExtended2 {

  final LongAdder handshakes = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder wrongMac = new LongAdder();

  @Override
  public void dump(String tag, int maxConnections, int remainingCapacity, int pending) {
    // Whoever wants the numbers asks the node.
  }

  @Override
  public boolean isEnabled() {
    return true;
  }

  @Override
  public void startHandshake() {
    // It counts when it ends.
  }

  @Override
  public void endHandshake(boolean success) {
    (success ? handshakes : failed).increment();
  }

  @Override
  public void receivingRecord(boolean drop) {
    // The guard counts what comes in.
  }

  @Override
  public void sendingRecord(boolean drop) {
    // Nothing is sent that was not asked for.
  }

  @Override
  public void receivingMacError() {
    wrongMac.increment();
  }

  @Override
  public void setPendingIncomingJobs(int count) {
    // They have a limit.
  }

  @Override
  public void setPendingOutgoingJobs(int count) {
    // They have a limit.
  }

  @Override
  public void setPendingHandshakeJobs(int count) {
    // They have a limit.
  }
}
