package io.wugan.lab.network;

/**
 * What a fault did.
 *
 * @param id of the fault, {@code F5}
 * @param injected what was done
 * @param checked what was looked at
 * @param figure what was measured
 * @param bar what it should be
 * @param passed whether it is
 */
record FaultReport(
    String id, String injected, String checked, String figure, String bar, boolean passed) {}
