package io.wugan.sync.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server that answers each MQTT 5 packet by a script, byte for byte. */
public final class ScriptedServer implements AutoCloseable {

  public static final int CONNECT = 1;
  public static final int PUBLISH = 3;
  public static final int SUBSCRIBE = 8;

  /** Ends the connection. */
  public static final byte[] HANG_UP = new byte[0];

  /** One packet as it came. */
  public static final class Packet {
    private final byte[] bytes;
    private final int bodyAt;

    private Packet(byte[] bytes, int bodyAt) {
      this.bytes = bytes;
      this.bodyAt = bodyAt;
    }

    public int type() {
      return (bytes[0] & 0xf0) >> 4;
    }

    /** DUP, QoS and RETAIN of a PUBLISH. */
    public int flags() {
      return bytes[0] & 0x0f;
    }

    public byte[] bytes() {
      return bytes.clone();
    }

    /** Flags of a CONNECT (section 3.1.2.3). */
    public int connectFlags() {
      return bytes[bodyAt + 7];
    }

    /** Of a PUBLISH. */
    public String topic() {
      return new String(bytes, bodyAt + 2, topicLength(), StandardCharsets.UTF_8);
    }

    private int topicLength() {
      return number(bodyAt);
    }

    /** Packet identifier of a PUBLISH with QoS 1, or of a SUBSCRIBE. */
    public int id() {
      return number(type() == PUBLISH ? bodyAt + 2 + topicLength() : bodyAt);
    }

    private int number(int at) {
      return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    public boolean contains(String text) {
      return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }
  }

  private final ServerSocket server;
  private final Function<Packet, List<byte[]>> script;
  private final List<Packet> packets = new CopyOnWriteArrayList<>();

  private ScriptedServer(ServerSocket server, Function<Packet, List<byte[]>> script) {
    this.server = server;
    this.script = script;
  }

  public static ScriptedServer start(Function<Packet, List<byte[]>> script) throws IOException {
    ScriptedServer started =
        new ScriptedServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), script);
    Thread thread = new Thread(started::accept, "scripted-server");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  /** CONNACK, SUBACK and PUBACK as a broker of MQTT 5 sends them. */
  public static List<byte[]> friendly(Packet packet, byte... connackProperties) {
    return switch (packet.type()) {
      case CONNECT -> List.of(connack(0, connackProperties));
      case SUBSCRIBE -> List.of(bytes(0x90, 4, packet.id() >> 8, packet.id(), 0, 1));
      case PUBLISH -> (packet.flags() & 6) == 0 ? List.of() : List.of(puback(packet.id(), 0));
      default -> List.of();
    };
  }

  public static byte[] connack(int reason, byte... properties) {
    byte[] packet = new byte[5 + properties.length];
    System.arraycopy(properties, 0, packet, 5, properties.length);
    packet[0] = 0x20;
    packet[1] = (byte) (3 + properties.length);
    packet[3] = (byte) reason;
    packet[4] = (byte) properties.length;
    return packet;
  }

  public static byte[] puback(int id, int reason) {
    return bytes(0x40, 3, id >> 8, id, reason);
  }

  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        serve(socket);
      } catch (IOException gone) {
        // The client's end, or ours; the next may come.
        Thread.yield();
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      Packet packet = read(in);
      packets.add(packet);
      for (byte[] answer : script.apply(packet)) {
        if (answer.length == 0) {
          return;
        }
        socket.getOutputStream().write(answer);
      }
    }
  }

  private static Packet read(DataInputStream in) throws IOException {
    List<Byte> head = new ArrayList<>();
    head.add(in.readByte());
    int length = 0;
    int shift = 0;
    byte next;
    do {
      next = in.readByte();
      head.add(next);
      length |= (next & 0x7f) << shift;
      shift += 7;
    } while ((next & 0x80) != 0);
    byte[] bytes = new byte[head.size() + length];
    for (int i = 0; i < head.size(); i++) {
      bytes[i] = head.get(i);
    }
    in.readFully(bytes, head.size(), length);
    return new Packet(bytes, head.size());
  }

  public String url() {
    return "tcp://127.0.0.1:" + server.getLocalPort();
  }

  public List<Packet> packets(int type) {
    return packets.stream().filter(packet -> packet.type() == type).toList();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
