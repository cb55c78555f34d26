package io.wugan.lab.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.lab.billing.EdgeId;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A process that writes one exit into a ledger and stands still at a step of it, until SIGKILL ends
 * it there. Steps are those of {@link HaltingSqlite}, and {@value #ANSWER}.
 */
public final class KilledExit {
  private static final String ANSWER = "the answer";
  private static final String ANSWERED = "ANSWERED";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private KilledExit() {}

  /** Runs the process on {@code folder} until it is at the step, and kills it. */
  static void writeAndDie(EdgeId edge, Path folder, String step, String plate, Instant at)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "killed-exit", ".out");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                KilledExit.class.getName(),
                folder.toString(),
                step,
                // A plate is no argument in every locale.
                URLEncoder.encode(plate, StandardCharsets.UTF_8),
                at.toString(),
                edge.site(),
                edge.edge())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      await("the step " + step)
          .atMost(START_LIMIT)
          .until(() -> !child.isAlive() || stands(read(said)));
    } finally {
      // SIGKILL, and nothing of the process runs after it.
      child.destroyForcibly().waitFor();
    }
    boolean answers = step.equals(ANSWER);
    assertThat(read(said))
        .as("what it said at %s", step)
        .contains(answers ? ANSWERED : HaltingSqlite.HALTED)
        .doesNotContain(answers ? HaltingSqlite.HALTED : ANSWERED);
  }

  private static String read(Path said) throws IOException {
    // It may be in the middle of a character that is still being written.
    return Files.readString(said, StandardCharsets.ISO_8859_1);
  }

  private static boolean stands(String said) {
    return said.contains(HaltingSqlite.HALTED) || said.contains(ANSWERED);
  }

  /** Arguments: ledger's folder, step, plate, UTC of the exit, site, edge. */
  public static void main(String[] arguments) throws Exception {
    HaltingSqlite sqlite = HaltingSqlite.install();
    VirtualLotClock clock = new VirtualLotClock(Instant.parse(arguments[3]), "boot-killed");
    TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
    SqliteLedger ledger =
        SqliteLedger.open(Path.of(arguments[0]), new EventCodec(arguments[4], arguments[5]), ids);
    sqlite.haltAt(arguments[1]);
    SessionKeeper keeper = new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
    ChangeWriter writer = new ChangeWriter(ids::next);
    Passage exit = exit(ids, clock.now(), URLDecoder.decode(arguments[2], StandardCharsets.UTF_8));
    ledger
        .submit(book -> writer.write(Optional.of(exit), keeper.decide(exit, book), book, exit.at()))
        .join();
    System.out.println(ANSWERED);
    System.out.flush();
    new CountDownLatch(1).await();
  }

  private static Passage exit(TimeOrderedIds ids, LotTime at, String plate) {
    return new Passage(
        ids.next(),
        "X1",
        Direction.EXIT,
        TriggerSource.VIDEO,
        Optional.of(MadeUpPlate.of(plate)),
        at,
        at,
        10,
        List.of(),
        Set.of());
  }
}
