package io.wugan.agent.runtime;

import io.wugan.agent.config.LotConfig;
import io.wugan.agent.lot.CoapKeeperLink;
import io.wugan.agent.lot.CoapPictureLink;
import io.wugan.agent.lot.HandoverPort;
import io.wugan.agent.lot.KeeperCalls;
import io.wugan.agent.lot.KeeperClock;
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
import io.wugan.devices.coap.lot.LotClient;
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

  private static final Duration HELLO_LIMIT = Duration.ofSeconds(5);

  /** Clocks that differ by more are told of; less is corrected in silence. */
  static final Duration DIFFER = Duration.ofSeconds(2);

  // The first exchange has the handshake in it: more are made until one was quick.
  private static final Duration QUICK = Duration.ofMillis(20);
  private static final int MOST_EXCHANGES = 4;

  private final LotClient client;
  private final KeeperCalls calls;
  private final CoapKeeperLink link;
  private final LotHello self;
  private final LotBoard board;
  private final HealthSink health;
  private final KnownKeeper keeper;
  private final KeeperClock clocks;
  private final HandoverRunner runner;
  private volatile long answeredNanos = System.nanoTime();
  private boolean greeted; // belongs to the thread, as does the next
  private long helloNanos = System.nanoTime() - HELLO.toNanos();

  /**
   * @param config where the keeper is
   * @param self this board and its lot
   * @param board what is to be handed over, and who is told
   * @throws IOException if this board's key is missing
   */
  LotGate(LotConfig.Gate config, LotHello self, LotBoard board) throws IOException {
    this.self = self;
    this.board = board;
    this.health = board.health();
    this.clocks = new KeeperClock(board.ties());
    this.client = LotClient.start(config.keys(), self.edge());
    this.keeper = new KnownKeeper(config, self.site(), health);
    this.calls = new KeeperCalls(client, keeper::address);
    this.link = new CoapKeeperLink(calls, CoapKeeperLink.DEADLINE);
    CoapPictureLink pictures =
        new CoapPictureLink(calls, board.evidence(), CoapKeeperLink.DEADLINE);
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
    Handover addressed = handover.to(keeper.edge(), clocks.ties());
    greeted = false;
    Receipt receipt = link.hand(addressed);
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
    Map<InetSocketAddress, Greeting> answers = greetAll(keeper.places());
    Map<InetSocketAddress, LotHello> said = new LinkedHashMap<>();
    answers.forEach((place, greeting) -> said.put(place, greeting.answer()));
    keeper.meet(said);
    greeted = true;
    if (!keeper.hasConflict()) {
      compareClocks(answers.values().iterator().next());
    }
  }

  private Map<InetSocketAddress, Greeting> greetAll(List<InetSocketAddress> places)
      throws HandoverException {
    Map<InetSocketAddress, Greeting> answers = new LinkedHashMap<>();
    @Nullable HandoverException silence = null;
    for (InetSocketAddress place : places) {
      try {
        answers.put(place, greet(place));
      } catch (HandoverException away) {
        silence = away;
      }
    }
    if (answers.isEmpty() && silence != null) {
      throw silence;
    }
    return answers;
  }

  /** A hello and its answer, with this board's clock before and after. */
  private record Greeting(LotTime asked, LotHello answer, LotTime got) {}

  private Greeting greet(InetSocketAddress place) throws HandoverException {
    LotTime asked = board.clock().now();
    byte[] said = calls.ask(place, HandoverPort.HELLO_PATH, LotHelloCodec.write(self), HELLO_LIMIT);
    LotTime got = board.clock().now();
    try {
      Greeting greeting = new Greeting(asked, LotHelloCodec.read(said), got);
      answeredNanos = System.nanoTime();
      return greeting;
    } catch (MalformedMessageException malformed) {
      throw new HandoverException("the keeper's hello cannot be used: " + malformed.getMessage());
    }
  }

  private void compareClocks(Greeting first) throws HandoverException {
    compare(first);
    for (int more = 1; more < MOST_EXCHANGES && !clocks.isWithin(QUICK); more++) {
      compare(greet(keeper.address()));
    }
    tellOfClocks();
  }

  private void compare(Greeting greeting) {
    if (greeting.answer().readings().isEmpty()) {
      return; // a keeper of before 1.6.0: passages keep their own times
    }
    LotHello.Readings theirs = greeting.answer().readings().get();
    try {
      clocks.compared(
          new ClockExchange(greeting.asked(), theirs.heard(), theirs.said(), greeting.got()));
    } catch (IllegalArgumentException impossible) { // likewise
      log.warn("the keeper's clock cannot be compared: {}", impossible.getMessage());
    }
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
