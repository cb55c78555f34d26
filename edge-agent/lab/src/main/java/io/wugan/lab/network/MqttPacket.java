package io.wugan.lab.network;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** One control packet of MQTT 3.1.1, whole (section 2). Not a record, because it holds an array. */
final class MqttPacket {
  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int PUBACK = 4;
  static final int SUBACK = 9;

  private static final int MOST_BYTES = 4 << 20;

  private final byte[] bytes;
  private final int bodyAt;

  private MqttPacket(byte[] bytes, int bodyAt) {
    this.bytes = bytes;
    this.bodyAt = bodyAt;
  }

  /**
   * Reads the next.
   *
   * @throws EOFException at the end of the stream
   */
  static MqttPacket read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte[] head = new byte[5];
    head[0] = in.readByte();
    int length = 0;
    int at = 1;
    int shift = 0;
    do {
      head[at] = in.readByte();
      length |= (head[at] & 0x7f) << shift;
      shift += 7;
      at++;
    } while ((head[at - 1] & 0x80) != 0 && at < head.length);
    if (length > MOST_BYTES) {
      throw new IOException("a packet of " + length + " bytes: this is no MQTT");
    }
    byte[] bytes = new byte[at + length];
    System.arraycopy(head, 0, bytes, 0, at);
    in.readFully(bytes, at, length);
    return new MqttPacket(bytes, at);
  }

  int type() {
    return (bytes[0] & 0xf0) >> 4;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  /** Of a PUBLISH; empty for all others. */
  String topic() {
    if (type() != PUBLISH) {
      return "";
    }
    int length = ((bytes[bodyAt] & 0xff) << 8) | (bytes[bodyAt + 1] & 0xff);
    return new String(bytes, bodyAt + 2, length, StandardCharsets.UTF_8);
  }

  /** Whether its bytes hold this text. */
  boolean contains(String text) {
    return new String(bytes, StandardCharsets.UTF_8).contains(text);
  }
}
