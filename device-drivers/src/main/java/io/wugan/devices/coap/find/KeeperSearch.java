package io.wugan.devices.coap.find;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAPMessageFormatException;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all networks of this board who keeps a lot. Stateless. */
public final class KeeperSearch {

  private static final Logger log = LoggerFactory.getLogger(KeeperSearch.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 8;
  private static final int QUESTIONS = 2; // a datagram may get lost
  private static final int MOST_FOUND = 32;
  private static final int MOST_BYTES = 1152;
  private static final int TIME_TO_LIVE = 1; // the lot's own network, never beyond

  private KeeperSearch() {}

  /**
   * Asks, and collects answers; blocks for {@code wait}.
   *
   * @param site the lot; any if it is empty
   * @param wait 0.1 to 10 s; half of it passes between two questions
   * @return who has answered, each once, at most {@value #MOST_FOUND}
   * @throws IOException if this board has no network
   */
  public static List<FoundKeeper> find(Optional<String> site, Duration wait) throws IOException {
    List<NetworkInterface> interfaces = Interfaces.usable();
    if (interfaces.isEmpty()) {
      throw new IOException("no network interface of this board is up");
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TIME_TO_LIVE);
      return new Round(socket, site).take(wait, () -> askAll(socket, interfaces));
    }
  }

  /** Asks one address. */
  static List<FoundKeeper> ask(InetSocketAddress address, Optional<String> site, Duration wait)
      throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      return new Round(socket, site).take(wait, () -> List.of(address));
    }
  }

  /** Where a question goes; each element is followed by a send. */
  private interface Targets {
    Iterable<InetSocketAddress> next() throws IOException;
  }

  private static Iterable<InetSocketAddress> askAll(
      DatagramSocket socket, List<NetworkInterface> interfaces) {
    return () ->
        interfaces.stream()
            .map(
                one -> {
                  try {
                    socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, one);
                  } catch (IOException gone) { // the question then goes where the last one went
                    return Interfaces.GROUP;
                  }
                  return Interfaces.GROUP;
                })
            .iterator();
  }

  private static final class Round {
    private final DatagramSocket socket;
    private final Token token;
    private final byte[] question;
    private final Set<FoundKeeper> found = new LinkedHashSet<>();

    Round(DatagramSocket socket, Optional<String> site) {
      this.socket = socket;
      byte[] random = new byte[TOKEN_BYTES];
      RANDOM.nextBytes(random);
      this.token = new Token(random);
      Request request = Request.newGet();
      request.setType(CoAP.Type.NON);
      request.setMID(RANDOM.nextInt(Message.MAX_MID));
      request.setToken(token);
      request.getOptions().addUriPath(".well-known").addUriPath("core");
      request.getOptions().addUriQuery("rt=" + KeeperLinks.TYPE);
      site.ifPresent(lot -> request.getOptions().addUriQuery("d=" + lot));
      this.question = new UdpDataSerializer().getByteArray(request);
    }

    List<FoundKeeper> take(Duration wait, Targets targets) throws IOException {
      for (int asked = 0; asked < QUESTIONS; asked++) {
        for (InetSocketAddress target : targets.next()) {
          sendTo(target);
        }
        collect(wait.dividedBy(QUESTIONS));
      }
      return List.copyOf(found);
    }

    private void sendTo(InetSocketAddress target) {
      try {
        socket.send(new DatagramPacket(question, question.length, target));
      } catch (IOException unreachable) { // another interface may carry it
        log.debug("nobody is asked at {}: {}", target, unreachable.getMessage());
      }
    }

    private void collect(Duration wait) throws IOException {
      long until = System.nanoTime() + wait.toNanos();
      while (found.size() < MOST_FOUND) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left <= 0) {
          return;
        }
        socket.setSoTimeout((int) left);
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        try {
          socket.receive(packet);
        } catch (SocketTimeoutException over) {
          return;
        }
        read(packet);
      }
    }

    private void read(DatagramPacket packet) {
      try {
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        Message message = new UdpDataParser().parseMessage(bytes);
        if (message instanceof Response answer && token.equals(answer.getToken())) {
          KeeperLinks.read(answer.getPayloadString(), packet.getAddress()).stream()
              .limit(MOST_FOUND - found.size())
              .forEach(found::add);
        }
      } catch (CoAPMessageFormatException | IllegalArgumentException noCoap) {
        return; // not from a board of ours
      }
    }
  }
}
