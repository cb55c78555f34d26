package io.wugan.devices.coap.find;

import io.wugan.devices.coap.RateLimit;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAPMessageFormatException;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers who looks for the keeper of a lot: {@code GET /.well-known/core?rt=wugan.lot}, with
 * {@code &d=SITE} where one lot is meant, to the group or to this board. Silent about anything else
 * (RFC 7252 section 8.2). At most {@value #ANSWERS_A_SECOND} answers a second, and {@value
 * #LOOKS_A_SECOND} datagrams looked at; what is beyond is dropped. Interfaces that come later are
 * joined within a minute.
 */
public final class KeeperBeacon implements AutoCloseable {

  static final int ANSWERS_A_SECOND = 20;

  static final int LOOKS_A_SECOND = 200;

  private static final Logger log = LoggerFactory.getLogger(KeeperBeacon.class);
  private static final int LOOK_MILLIS = 500;
  private static final long JOIN_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long STOP_MILLIS = 5_000;
  private static final int MOST_BYTES = 1152; // RFC 7252 section 4.6

  private final MulticastSocket socket;
  private final String link;
  private final Map<String, String> attributes;
  private final RateLimit looks = new RateLimit(1, LOOKS_A_SECOND, LOOKS_A_SECOND);
  private final RateLimit answers = new RateLimit(1, ANSWERS_A_SECOND, ANSWERS_A_SECOND);
  private final Set<String> joined = new HashSet<>(); // belongs to the thread, as does the next
  private int lastId;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  private KeeperBeacon(MulticastSocket socket, String link, Map<String, String> attributes) {
    this.socket = socket;
    this.link = link;
    this.attributes = attributes;
    this.thread = new Thread(this::run, "lot-beacon");
    thread.setDaemon(true);
  }

  /**
   * Begins to answer.
   *
   * @param site the lot
   * @param edge this board
   * @param port where its link for sister boards listens
   * @throws IOException if CoAP's port 5683 is taken
   */
  public static KeeperBeacon start(String site, String edge, int port) throws IOException {
    return start(Interfaces.GROUP.getPort(), site, edge, port);
  }

  static KeeperBeacon start(int listen, String site, String edge, int port) throws IOException {
    MulticastSocket socket = new MulticastSocket(listen); // with SO_REUSEADDR, by its contract
    try {
      socket.setSoTimeout(LOOK_MILLIS);
      KeeperBeacon beacon =
          new KeeperBeacon(
              socket,
              KeeperLinks.write(site, edge, port),
              KeeperLinks.attributes(site, edge, port));
      beacon.thread.start();
      return beacon;
    } catch (IOException | RuntimeException failed) {
      socket.close();
      throw failed;
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  private void run() {
    long joinedNanos = System.nanoTime() - JOIN_AGAIN_NANOS;
    boolean closed = false;
    while (!closed) {
      try {
        if (System.nanoTime() - joinedNanos >= JOIN_AGAIN_NANOS) {
          joinedNanos = System.nanoTime();
          join();
        }
        answerOne();
        closed = closing.getCount() == 0;
      } catch (IOException failed) { // for long, where the network is down
        log.debug("a question for the keeper was not answered: {}", failed.getMessage());
        closed = pause();
      } catch (RuntimeException fault) { // top of an owned thread
        log.error("a question for the keeper was not answered", fault);
        closed = pause();
      }
    }
  }

  private boolean pause() {
    try {
      return closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      return true;
    }
  }

  // Joined anew each time: an interface that was pulled and is back has forgotten it.
  private void join() throws IOException {
    for (NetworkInterface one : Interfaces.usable()) {
      InetSocketAddress group = new InetSocketAddress(Interfaces.GROUP.getAddress(), 0);
      try {
        socket.joinGroup(group, one);
        if (joined.add(one.getName())) {
          log.info("the lot's boards can find this keeper through {}", one.getName());
        }
      } catch (IOException already) {
        log.trace("{} stays joined: {}", one.getName(), already.getMessage());
      }
    }
  }

  private void answerOne() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException quiet) {
      return;
    }
    if (looks.take(0, System.nanoTime()) > 0) {
      return;
    }
    Optional<byte[]> answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
    if (answer.isPresent() && answers.take(0, System.nanoTime()) == 0) {
      byte[] bytes = answer.get();
      socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
    }
  }

  private Optional<byte[]> answer(byte[] question) {
    try {
      Message message = new UdpDataParser().parseMessage(question);
      boolean asked =
          message instanceof Request request
              && request.getCode() == CoAP.Code.GET
              && request.getOptions().getUriPathString().equals(".well-known/core")
              && KeeperLinks.matches(attributes, request.getOptions().getUriQuery());
      if (!asked) {
        return Optional.empty();
      }
      Response response = new Response(CoAP.ResponseCode.CONTENT);
      boolean confirmed = message.getType() == CoAP.Type.CON;
      response.setType(confirmed ? CoAP.Type.ACK : CoAP.Type.NON);
      response.setMID(confirmed ? message.getMID() : nextId());
      response.setToken(message.getToken());
      response.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_LINK_FORMAT);
      response.setPayload(link);
      return Optional.of(new UdpDataSerializer().getByteArray(response));
    } catch (CoAPMessageFormatException | IllegalArgumentException noCoap) {
      return Optional.empty();
    }
  }

  private int nextId() {
    lastId = (lastId + 1) % Message.MAX_MID;
    return lastId;
  }

  /** Ends within a second. */
  @Override
  public void close() {
    closing.countDown();
    socket.close();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
