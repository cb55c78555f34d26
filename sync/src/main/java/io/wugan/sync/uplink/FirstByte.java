package io.wugan.sync.uplink;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Looks at the first byte that comes from a broker: it must be that of a CONNACK (MQTT 3.1.1 §3.2).
 * A captive portal, a web server or a port that wants TLS answers with something else, and is named
 * for what it is. Confined to the client's receiving thread.
 */
final class FirstByte extends FilterInputStream {

  private static final int CONNACK = 0x20;
  private static final int TLS_ALERT = 0x15;

  private boolean seen;

  FirstByte(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int result = super.read();
    look(result);
    return result;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) {
      look(bytes[offset] & 0xff);
    }
    return count;
  }

  private void look(int first) throws IOException {
    if (seen || first < 0 || first == CONNACK) {
      seen = true;
      return;
    }
    // Not noted as seen: whoever asks again is told again.
    throw new IOException(
        switch (first) {
          case 'H', '<' ->
              "what answers is a web page, not a broker: a captive portal or a proxy is in between,"
                  + " or the port is another service's";
          case TLS_ALERT -> "what answers speaks TLS: is ssl:// meant instead of tcp://?";
          default -> "what answers is no MQTT broker; its first byte is 0x%02x".formatted(first);
        });
  }
}
