package io.wugan.sync.uplink;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a CONNACK, and writes it again without what the client library would trip over: it reads
 * Receive Maximum as a signed number, uses topic aliases wherever the broker offers them (paho
 * #993, #1104, never released), and stops receiving without a word at a text with a control
 * character.
 */
final class ConnackPacket {

  private static final int BODY_OF_3 = 2;
  private static final int RECEIVE_MAXIMUM = 0x21;
  private static final int TOPIC_ALIAS_MAXIMUM = 0x22;
  private static final int MAXIMUM_QOS = 0x24;
  private static final int RETAIN_AVAILABLE = 0x25;
  private static final int MAXIMUM_PACKET = 0x27;
  private static final int REASON_STRING = 0x1f;
  private static final int UNLIMITED = 65_535;

  private final byte[] packet;
  private final ByteBuffer in;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int receiveMaximum = UNLIMITED;
  private int maximumQos = 2;
  private boolean retainAvailable = true;
  private long maximumPacket = Long.MAX_VALUE;
  private Optional<String> explanation = Optional.empty();

  private Connack connack = new Connack(0, false, 0, 0, false, 0, Optional.empty());
  private byte[] tamed;

  /**
   * @param packet whole, with its header
   * @param bodyAt where the header ends
   * @throws IllegalArgumentException if it is none
   */
  ConnackPacket(byte[] packet, int bodyAt) {
    this.packet = packet;
    this.in = ByteBuffer.wrap(packet, bodyAt, packet.length - bodyAt);
    this.tamed = packet;
    try {
      parse();
    } catch (BufferUnderflowException torn) {
      throw new IllegalArgumentException("it ends too early", torn);
    }
  }

  private void parse() {
    boolean speaksFive = in.remaining() > BODY_OF_3;
    byte flags = in.get();
    int reason = in.get() & 0xff;
    if (speaksFive) {
      if (MqttLength.read(in) != in.remaining()) {
        throw new IllegalArgumentException("properties of another length than told");
      }
      while (in.hasRemaining()) {
        property();
      }
      tamed = write(flags, reason);
    }
    connack =
        new Connack(
            reason,
            speaksFive,
            receiveMaximum,
            maximumQos,
            retainAvailable,
            maximumPacket,
            explanation);
  }

  Connack connack() {
    return connack;
  }

  /** For the client library; not a copy. */
  byte[] tamed() {
    return tamed;
  }

  /** Texts are not handed on: one with a control character ends the library's receiver (0053). */
  private void property() {
    int from = in.position();
    int name = in.get() & 0xff;
    boolean keep = true;
    switch (name) {
      case RECEIVE_MAXIMUM -> receiveMaximum = in.getShort() & 0xffff;
      case MAXIMUM_QOS -> maximumQos = in.get() & 0xff;
      case RETAIN_AVAILABLE -> retainAvailable = in.get() != 0;
      case MAXIMUM_PACKET -> maximumPacket = in.getInt() & 0xffff_ffffL;
      case TOPIC_ALIAS_MAXIMUM -> {
        in.getShort();
        keep = false;
      }
      case REASON_STRING -> {
        explanation = Optional.of(text());
        keep = false;
      }
      default -> keep = skip(name);
    }
    if (name == RECEIVE_MAXIMUM) {
      int known = Math.min(receiveMaximum, Short.MAX_VALUE);
      kept.writeBytes(new byte[] {RECEIVE_MAXIMUM, (byte) (known >> 8), (byte) known});
    } else if (keep) {
      kept.write(packet, from, in.position() - from);
    }
  }

  /** By the table of section 2.2.2.2; false if it is a text. */
  private boolean skip(int name) {
    switch (name) {
      case 0x28, 0x29, 0x2a -> in.get();
      case 0x13 -> in.getShort();
      case 0x11 -> in.getInt();
      case 0x12, 0x15, 0x16, 0x1a, 0x1c -> {
        bytes();
        return false;
      }
      case 0x26 -> {
        bytes();
        bytes();
        return false;
      }
      default -> throw new IllegalArgumentException("property %#x".formatted(name));
    }
    return true;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[in.getShort() & 0xffff];
    in.get(bytes);
    return bytes;
  }

  private String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private byte[] write(byte flags, int reason) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(flags);
    body.write(reason);
    body.writeBytes(MqttLength.of(kept.size()));
    body.writeBytes(kept.toByteArray());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(packet[0]);
    out.writeBytes(MqttLength.of(body.size()));
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }
}
