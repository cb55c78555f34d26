package io.wugan.agent.runtime;

import io.wugan.agent.config.LotConfig;
import io.wugan.agent.lot.CoapKeeperLink;
import io.wugan.agent.lot.CoapPictureLink;
import io.wugan.agent.lot.HandoverPort;
import io.wugan.agent.lot.KeeperClock;
import io.wugan.core.device.DeviceException;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.lane.Passage;
import io.wugan.core.lot.ClockExchange;
import io.wugan.core.lot.Handover;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.KeeperLink;
import io.wugan.core.lot.LotHello;
import io.wugan.core.lot.PassageForwarder;
import io.wugan.core.lot.Receipt;
import io.wugan.core.time.LotTime;
import io.wugan.devices.coap.find.FoundKeeper;
import io.wugan.devices.coap.find.KeeperSearch;
import io.wugan.devices.coap.lot.LotClient;
import io.wugan.devices.coap.lot.LotRefusedException;
import io.wugan.sync.contract.LotHelloCodec;
import io.wugan.sync.contract.MalformedMessageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gate's side of a lot: hands passages to the keeper, says hello when there are none, and tells
 * when the keeper is away. Its questions are asked on the thread {@code handover}, one at a time.
 */
final class LotGate implements KeeperLink {

  private static final Logger log = LoggerFactory.getLogger(LotGate.class);

  /** Between two words to the keeper. */
  static final Duration HELLO = Duration.ofSeconds(30);

  /** Without an answer for longer, the keeper is away. */
  static final Duration AWAY_AFTER = Duration.ofMinutes(1);

  private static final Duration SEARCH = Duration.ofSeconds(1);
  private static final int MOST_PLACES = 4; // each that does not answer costs HELLO_LIMIT
  private static final Duration HELLO_LIMIT = Duration.ofSeconds(5);

  /** Clocks that differ by more are told of; less is corrected in silence. */
  static final Duration DIFFER = Duration.ofSeconds(2);

  // The first exchange has the handshake in it: more are made until one was quick.
  private static final Duration QUICK = Duration.ofMillis(20);
  private static final int MOST_EXCHANGES = 4;

  private final LotConfig.Gate config;
  private final LotClient client;
  private final CoapKeeperLink link;
  private final LotHello self;
  private final LotBoard board;
  private final HealthSink health;
  private final KeeperClock clocks;
  private final HandoverRunner runner;
  private @Nullable String keeper; // belongs to the thread, as does the rest
  private InetSocketAddress address = new InetSocketAddress(0);
  private boolean greeted;
  private boolean conflict;
  private volatile long answeredNanos = System.nanoTime();
  private long helloNanos = System.nanoTime() - HELLO.toNanos();

  /**
   * @param config where the keeper is
   * @param self this board and its lot
   * @param board what is to be handed over, and who is told
   * @throws IOException if this board's key is missing
   */
  LotGate(LotConfig.Gate config, LotHello self, LotBoard board) throws IOException {
    this.config = config;
    this.self = self;
    this.board = board;
    this.health = board.health();
    this.clocks = new KeeperClock(board.ties());
    this.client = LotClient.start(config.keys(), self.edge());
    this.link = new CoapKeeperLink(client, () -> address, CoapKeeperLink.DEADLINE);
    CoapPictureLink pictures =
        new CoapPictureLink(client, () -> address, board.evidence(), CoapKeeperLink.DEADLINE);
    Random spread = new Random(new SecureRandom().nextLong());
    this.runner =
        new HandoverRunner(
            new PassageForwarder(self.edge(), board.waiting(), this, Optional.of(pictures), spread),
            this::between);
  }

  /** Begins; to be called once. */
  void start() {
    runner.start();
  }

  @Override
  public Receipt hand(Handover handover) throws HandoverException {
    if (!greeted) {
      hello(); // who keeps the lot, and by which clock, comes first
    }
    if (conflict) {
      throw new HandoverException("another board answers as keeper too");
    }
    greeted = false;
    Receipt receipt = link.hand(handover.with(clocks.ties()));
    greeted = true;
    answeredNanos = System.nanoTime();
    for (Passage passage : handover.passages()) {
      Duration stay = receipt.stays().get(passage.id());
      if (stay != null) {
        board.stays().accept(passage, stay);
      }
    }
    return receipt;
  }

  private void between() {
    if (System.nanoTime() - helloNanos >= HELLO.toNanos()) {
      try {
        hello();
      } catch (HandoverException away) {
        log.debug("no hello from the keeper: {}", away.getMessage());
      }
    }
  }

  /** Looks whether the keeper is away; by any thread, to be called every few seconds. */
  void look() {
    long silent = System.nanoTime() - answeredNanos;
    health.set(
        HealthKind.KEEPER_AWAY,
        HealthPlace.BOARD,
        silent > AWAY_AFTER.toNanos(),
        "no answer for " + Duration.ofNanos(silent).toMinutes() + " minutes; passages wait");
  }

  private void hello() throws HandoverException {
    greeted = false;
    helloNanos = System.nanoTime();
    Map<InetSocketAddress, LotHello> answers = new LinkedHashMap<>();
    @Nullable HandoverException silence = null;
    for (InetSocketAddress place : places()) {
      try {
        answers.put(place, greetAll(place));
      } catch (HandoverException away) {
        silence = away;
      }
    }
    if (answers.isEmpty() && silence != null) {
      throw silence;
    }
    meet(answers);
    greeted = true;
    tellOfClocks();
  }

  /** Where the keeper may be: one place, or all that say so on the lot's network. */
  private List<InetSocketAddress> places() throws HandoverException {
    if (config.host().isPresent()) {
      return List.of(new InetSocketAddress(config.host().get(), config.port()));
    }
    try {
      List<FoundKeeper> found = KeeperSearch.find(Optional.of(self.site()), SEARCH);
      if (found.isEmpty()) {
        throw new HandoverException("no board of this network says that it keeps " + self.site());
      }
      return found.stream().map(FoundKeeper::address).limit(MOST_PLACES).toList();
    } catch (IOException noNetwork) {
      throw new HandoverException("the keeper is looked for: " + noNetwork.getMessage());
    }
  }

  private LotHello greetAll(InetSocketAddress place) throws HandoverException {
    LotHello answer = greet(place);
    for (int more = 1; more < MOST_EXCHANGES && !clocks.isWithin(QUICK); more++) {
      answer = greet(place);
    }
    return answer;
  }

  private LotHello greet(InetSocketAddress place) throws HandoverException {
    try {
      LotTime asked = board.clock().now();
      byte[] question = LotHelloCodec.write(self);
      byte[] said = client.post(place, HandoverPort.HELLO_PATH, question, HELLO_LIMIT);
      LotTime got = board.clock().now();
      LotHello answer = LotHelloCodec.read(said);
      answer.readings().ifPresent(theirs -> compare(asked, theirs, got));
      answeredNanos = System.nanoTime();
      return answer;
    } catch (DeviceException | LotRefusedException away) {
      throw new HandoverException(String.valueOf(away.getMessage()));
    } catch (MalformedMessageException malformed) {
      throw new HandoverException("the keeper's hello cannot be used: " + malformed.getMessage());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new HandoverException("this board stops; passages are handed over after its start");
    }
  }

  private void compare(LotTime asked, LotHello.Readings theirs, LotTime got) {
    try {
      clocks.compared(new ClockExchange(asked, theirs.heard(), theirs.said(), got));
    } catch (IllegalArgumentException impossible) { // passages then keep their own times
      log.warn("the keeper's clock cannot be compared: {}", impossible.getMessage());
    }
  }

  private void meet(Map<InetSocketAddress, LotHello> answers) {
    Set<String> strangers = new TreeSet<>();
    for (LotHello answer : answers.values()) {
      if (!answer.site().equals(self.site())) {
        strangers.add(answer.edge() + " of site " + answer.site());
      } else if (keeper == null) {
        log.info("board {} keeps this lot", answer.edge());
        keeper = answer.edge();
      } else if (!answer.edge().equals(keeper)) {
        strangers.add(answer.edge());
      }
    }
    conflict = !strangers.isEmpty();
    address = answers.keySet().iterator().next();
    health.set(
        HealthKind.KEEPER_CONFLICT,
        HealthPlace.BOARD,
        conflict,
        "answers as keeper: %s; passages wait for %s".formatted(strangers, keeper));
  }

  private void tellOfClocks() {
    Duration ahead = clocks.ahead().orElse(Duration.ZERO);
    health.set(
        HealthKind.CLOCKS_DIFFER,
        HealthPlace.BOARD,
        ahead.abs().compareTo(DIFFER) > 0,
        "this board's clock is %.1f s %s the keeper's; passages get the keeper's time"
            .formatted(
                ahead.abs().toMillis() / 1000.0, ahead.isNegative() ? "behind" : "ahead of"));
  }

  /** Ends after the question in flight; what waits is handed over after the next start. */
  void close() throws IOException, InterruptedException {
    runner.close();
    client.close();
  }
}
