package io.wugan.agent.runtime;

import io.wugan.agent.config.LotConfig;
import io.wugan.agent.lot.CoapKeeperLink;
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
import io.wugan.devices.coap.lot.LotClient;
import io.wugan.devices.coap.lot.LotRefusedException;
import io.wugan.sync.contract.LotHelloCodec;
import io.wugan.sync.contract.MalformedMessageException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
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
  private final CoapKeeperLink link;
  private final LotHello self;
  private final LotBoard board;
  private final HealthSink health;
  private final KeeperClock clocks;
  private final HandoverRunner runner;
  private @Nullable String keeper; // belongs to the thread, as does the rest
  private boolean greeted;
  private boolean conflict;
  private long answeredNanos = System.nanoTime();
  private long askedNanos = System.nanoTime() - HELLO.toNanos();

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
    this.client = LotClient.start(config.host(), config.port(), config.keys(), self.edge());
    this.link = new CoapKeeperLink(client, CoapKeeperLink.DEADLINE);
    Random spread = new Random(new SecureRandom().nextLong());
    this.runner =
        new HandoverRunner(
            new PassageForwarder(self.edge(), board.waiting(), this, spread), this::between);
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
      throw new HandoverException("another board answers as keeper; passages wait for " + keeper);
    }
    askedNanos = System.nanoTime();
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
    if (System.nanoTime() - askedNanos >= HELLO.toNanos()) {
      try {
        hello();
      } catch (HandoverException away) {
        log.debug("no hello from the keeper: {}", away.getMessage());
      }
    }
    long silent = System.nanoTime() - answeredNanos;
    health.set(
        HealthKind.KEEPER_AWAY,
        HealthPlace.BOARD,
        silent > AWAY_AFTER.toNanos(),
        "no answer for " + Duration.ofNanos(silent).toMinutes() + " minutes; passages wait");
  }

  private void hello() throws HandoverException {
    greeted = false;
    int exchanges = 0;
    do {
      greet();
      exchanges++;
    } while (!conflict && exchanges < MOST_EXCHANGES && !clocks.isWithin(QUICK));
    greeted = true;
    tellOfClocks();
  }

  private void greet() throws HandoverException {
    askedNanos = System.nanoTime();
    try {
      LotTime asked = board.clock().now();
      byte[] said = client.post(HandoverPort.HELLO_PATH, LotHelloCodec.write(self), HELLO_LIMIT);
      LotTime got = board.clock().now();
      LotHello answer = LotHelloCodec.read(said);
      answer.readings().ifPresent(theirs -> compare(asked, theirs, got));
      answeredNanos = System.nanoTime();
      meet(answer);
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

  private void meet(LotHello answer) {
    boolean other = keeper != null && !answer.edge().equals(keeper);
    conflict = other || !answer.site().equals(self.site());
    health.set(
        HealthKind.KEEPER_CONFLICT,
        HealthPlace.BOARD,
        conflict,
        "board %s of site %s answers as keeper".formatted(answer.edge(), answer.site()));
    if (keeper == null && !conflict) {
      log.info("board {} keeps this lot", answer.edge());
      keeper = answer.edge();
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
