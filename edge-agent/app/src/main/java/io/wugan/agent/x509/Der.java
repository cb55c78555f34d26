package io.wugan.agent.x509;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * As much of the Distinguished Encoding Rules (ITU-T X.690, section 10) as certificates and
 * requests for them need. Stateless.
 */
public final class Der {

  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private Der() {}

  /** Values in their order. */
  public static byte[] sequence(byte[]... parts) {
    return tagged(SEQUENCE, join(parts));
  }

  /** Values of a set; the caller puts more than one in order (section 10.3). */
  public static byte[] set(byte[]... parts) {
    return tagged(SET, join(parts));
  }

  /** A whole number. */
  public static byte[] integer(BigInteger value) {
    return tagged(INTEGER, value.toByteArray());
  }

  /** All of the bits of whole bytes. */
  public static byte[] bits(byte[] value) {
    return bits(value, 0);
  }

  /** Bits, of which the last {@code unused} are not there. */
  public static byte[] bits(byte[] value, int unused) {
    return tagged(BIT_STRING, join(new byte[] {(byte) unused}, value));
  }

  /** Bytes. */
  public static byte[] octets(byte[] value) {
    return tagged(OCTET_STRING, value);
  }

  /** A text, UTF-8. */
  public static byte[] text(String value) {
    return tagged(UTF8_STRING, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A moment before 2050, {@code YYMMDDHHMMSSZ}. */
  public static byte[] time(String value) {
    return tagged(UTC_TIME, value.getBytes(StandardCharsets.US_ASCII));
  }

  /** TRUE. */
  public static byte[] yes() {
    return new byte[] {0x01, 0x01, (byte) 0xff};
  }

  /** An object identifier, {@code 2.5.4.3}. */
  public static byte[] oid(String dotted) {
    int[] arcs = Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(arcs[0] * 40 + arcs[1]);
    for (int i = 2; i < arcs.length; i++) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if ((arcs[i] >> shift) != 0) {
          out.write(((arcs[i] >> shift) & 0x7f) | 0x80);
        }
      }
      out.write(arcs[i] & 0x7f);
    }
    return tagged(OBJECT_IDENTIFIER, out.toByteArray());
  }

  /** Anything under any tag of one byte. */
  public static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int from = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - from));
      out.write(length, from, length.length - from);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** One after the other, without a tag. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
