package io.wugan.agent.runtime;

import io.wugan.agent.config.LotConfig;
import io.wugan.agent.lot.CoapKeeperLink;
import io.wugan.core.device.DeviceException;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.lane.Passage;
import io.wugan.core.lot.Handover;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.KeeperLink;
import io.wugan.core.lot.PassageForwarder;
import io.wugan.core.lot.Receipt;
import io.wugan.core.lot.WaitingPassages;
import io.wugan.devices.coap.lot.LotClient;
import io.wugan.devices.coap.lot.LotRefusedException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.function.BiConsumer;
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

  private final LotClient client;
  private final CoapKeeperLink link;
  private final LotHello self;
  private final BiConsumer<Passage, Duration> stays;
  private final HealthSink health;
  private final HandoverRunner runner;
  private @Nullable String keeper; // belongs to the thread, as does the rest
  private boolean conflict;
  private long answeredNanos = System.nanoTime();
  private long askedNanos = System.nanoTime() - HELLO.toNanos();

  /**
   * @param config where the keeper is
   * @param self this board and its lot
   * @param waiting what is to be handed over
   * @param stays told how long the stays lasted that this board's passages have ended
   * @param health told when the keeper is away
   * @throws IOException if this board's key is missing
   */
  LotGate(
      LotConfig.Gate config,
      LotHello self,
      WaitingPassages waiting,
      BiConsumer<Passage, Duration> stays,
      HealthSink health)
      throws IOException {
    this.self = self;
    this.stays = stays;
    this.health = health;
    this.client = LotClient.start(config.host(), config.port(), config.keys(), self.edge());
    this.link = new CoapKeeperLink(client, CoapKeeperLink.DEADLINE);
    Random spread = new Random(new SecureRandom().nextLong());
    this.runner =
        new HandoverRunner(new PassageForwarder(self.edge(), waiting, this, spread), this::between);
  }

  /** Begins; to be called once. */
  void start() {
    runner.start();
  }

  @Override
  public Receipt hand(Handover handover) throws HandoverException {
    if (conflict) {
      throw new HandoverException("another board answers as keeper; passages wait for " + keeper);
    }
    askedNanos = System.nanoTime();
    Receipt receipt = link.hand(handover);
    answeredNanos = System.nanoTime();
    for (Passage passage : handover.passages()) {
      Duration stay = receipt.stays().get(passage.id());
      if (stay != null) {
        stays.accept(passage, stay);
      }
    }
    return receipt;
  }

  private void between() {
    if (System.nanoTime() - askedNanos >= HELLO.toNanos()) {
      hello();
    }
    long silent = System.nanoTime() - answeredNanos;
    health.set(
        HealthKind.KEEPER_AWAY,
        HealthPlace.BOARD,
        silent > AWAY_AFTER.toNanos(),
        "no answer for " + Duration.ofNanos(silent).toMinutes() + " minutes; passages wait");
  }

  private void hello() {
    try {
      askedNanos = System.nanoTime();
      LotHello answer = LotHello.read(client.post(LotHello.PATH, self.json(), HELLO_LIMIT));
      answeredNanos = System.nanoTime();
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
    } catch (DeviceException | LotRefusedException away) {
      log.debug("no hello from the keeper: {}", away.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException malformed) {
      log.warn("the keeper's hello cannot be read: {}", malformed.getMessage());
    }
  }

  /** Ends after the question in flight; what waits is handed over after the next start. */
  void close() throws IOException, InterruptedException {
    runner.close();
    client.close();
  }
}
