package io.wugan.sync.uplink;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A socket's input whose first packet, if it is a CONNACK, is looked at and handed on {@linkplain
 * ConnackPacket#tamed() tamed}. All else passes as it is, an unreadable first packet too: that is
 * for the client library to refuse. Confined to the client's receiving thread.
 */
final class ConnackInput extends FilterInputStream {

  private static final int CONNACK = 0x20;
  private static final int MOST_BYTES = 8 * 1024;

  private final Consumer<Connack> seen;
  // Kept over a SocketTimeoutException: the client asks again.
  private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
  private ByteBuffer ready = ByteBuffer.allocate(0);
  private boolean passed;

  ConnackInput(InputStream in, Consumer<Connack> seen) {
    super(in);
    this.seen = seen;
  }

  @Override
  public int read() throws IOException {
    fill();
    return ready.hasRemaining() ? ready.get() & 0xff : super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    fill();
    int count = Math.min(length, ready.remaining());
    if (count == 0) {
      return super.read(bytes, offset, length);
    }
    ready.get(bytes, offset, count);
    return count;
  }

  @Override
  public int available() throws IOException {
    return ready.remaining() + super.available();
  }

  private void fill() throws IOException {
    while (!passed) {
      int next = in.read();
      if (next < 0) {
        pass(packet.toByteArray());
      } else {
        packet.write(next);
        look(packet.toByteArray());
      }
    }
  }

  private void look(byte[] begun) {
    if ((begun[0] & 0xf0) != CONNACK || begun.length > MOST_BYTES) {
      pass(begun);
      return;
    }
    ByteBuffer head = ByteBuffer.wrap(begun, 1, begun.length - 1);
    try {
      int length = MqttLength.read(head);
      if (head.remaining() == length) {
        ConnackPacket whole = new ConnackPacket(begun, head.position());
        seen.accept(whole.connack());
        pass(whole.tamed());
      }
    } catch (BufferUnderflowException notYet) {
      return;
    } catch (IllegalArgumentException unreadable) {
      pass(begun);
    }
  }

  private void pass(byte[] bytes) {
    ready = ByteBuffer.wrap(bytes);
    passed = true;
  }
}
