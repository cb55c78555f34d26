package io.wugan.sync.uplink;

import static io.wugan.sync.testing.ScriptedServer.bytes;
import static io.wugan.sync.testing.ScriptedServer.connack;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnackInputTest {

  private static final byte[] AFTER = bytes(0xd0, 0);

  private final List<Connack> seen = new ArrayList<>();

  /** What comes out, read in pieces, with a timeout before each byte. */
  private byte[] passed(byte[] packet) throws IOException {
    byte[] whole = Arrays.copyOf(packet, packet.length + AFTER.length);
    System.arraycopy(AFTER, 0, whole, packet.length, AFTER.length);
    InputStream slow =
        new InputStream() {
          private final InputStream bytes = new ByteArrayInputStream(whole);
          private boolean timeout;

          @Override
          public int read() throws IOException {
            timeout = !timeout;
            if (timeout) {
              throw new SocketTimeoutException("nothing yet");
            }
            return bytes.read();
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            int next = read();
            if (next < 0) {
              return -1;
            }
            into[offset] = (byte) next;
            return 1;
          }
        };
    InputStream input = new ConnackInput(slow, seen::add);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[3];
    for (int turns = 0; turns < 10_000; turns++) {
      try {
        int count = turns % 2 == 0 ? input.read(piece, 0, 3) : input.read();
        if (count < 0) {
          return out.toByteArray();
        }
        if (turns % 2 == 0) {
          out.write(piece, 0, count);
        } else {
          out.write(count);
        }
      } catch (SocketTimeoutException again) {
        assertThat(again).hasMessage("nothing yet");
      }
    }
    throw new AssertionError("it does not end");
  }

  private static byte[] withAfter(byte[] packet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(packet);
    out.writeBytes(AFTER);
    return out.toByteArray();
  }

  @Test
  void limits_areRead_andWhatTheLibraryTripsOverIsTakenOut() throws IOException {
    byte[] properties =
        bytes(
            0x21, 0xff, 0xff, 0x22, 0, 10, 0x27, 0, 4, 0, 0, 0x24, 1, 0x25, 0, 0x13, 0, 60, 0x1f, 0,
            2, 'o', 'k', 0x26, 0, 1, 'a', 0, 1, '\n', 0x12, 0, 1, 'c', 0x2a, 0);

    byte[] out = passed(connack(0, properties));

    assertThat(seen)
        .containsExactly(new Connack(0, true, 65_535, 1, false, 262_144, Optional.of("ok")));
    assertThat(out)
        .isEqualTo(
            withAfter(
                connack(
                    0,
                    bytes(
                        0x21, 0x7f, 0xff, 0x27, 0, 4, 0, 0, 0x24, 1, 0x25, 0, 0x13, 0, 60, 0x2a,
                        0))));
  }

  @Test
  void answerOf311_isSeen_andPassesAsItIs() throws IOException {
    byte[] packet = bytes(0x20, 2, 0, 1);

    assertThat(passed(packet)).isEqualTo(withAfter(packet));

    assertThat(seen.get(0).refusesVersion()).isTrue();
    assertThat(seen.get(0).speaksFive()).isFalse();
  }

  @Test
  void whatIsNoConnack_passesAsItIs() throws IOException {
    for (byte[] packet :
        List.of(
            bytes('H', 'T', 'T', 'P'),
            bytes(0x20, 0),
            bytes(0x20, 0xff, 0xff, 0xff, 0xff, 0xff, 1),
            bytes(0x20, 4, 0, 0, 1, 0x7f),
            bytes(0x20, 5, 0, 0, 9, 0x21, 0),
            bytes(0x20, 6, 0, 0, 3, 0x1f, 0, 9))) {
      assertThat(passed(packet)).isEqualTo(withAfter(packet));
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void anyBytes_endInOrder() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] packet = new byte[random.nextInt(40)];
      random.nextBytes(packet);
      byte[] whole = bytes(0x20, packet.length);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(whole);
      out.writeBytes(packet);

      assertThat(passed(out.toByteArray())).endsWith(AFTER);
    }
  }
}
