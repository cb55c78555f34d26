package io.wugan.devices.coap;

/**
 * What a node has counted since it was started. Immutable.
 *
 * @param received datagrams that came in
 * @param malformed those that are no DTLS record, or too short, or of no message of CoAP
 * @param tooMany those beyond what a peer or an address may send; dropped before they are decrypted
 * @param wrongMac records that no key fits: damaged or forged, or the last one of a handshake with
 *     a wrong key
 * @param failedHandshakes handshakes that ended without a session: an unknown identity, at once; a
 *     wrong key or a device that has gone, a quarter of a minute later
 * @param handshakes handshakes that ended with a session
 */
public record CoapStats(
    long received,
    long malformed,
    long tooMany,
    long wrongMac,
    long failedHandshakes,
    long handshakes) {

  /** What was dropped before anything was done with it. */
  public long dropped() {
    return malformed + tooMany;
  }
}
