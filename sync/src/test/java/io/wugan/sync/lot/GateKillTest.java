package io.wugan.sync.lot;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.PassageIntake;
import io.wugan.core.lot.Receipt;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.sync.contract.HandoverCodec;
import io.wugan.sync.contract.MalformedMessageException;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.ChildJvm;
import io.wugan.sync.testing.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gate's board is killed in the middle of capturing and handing over, again and again. */
class GateKillTest {

  private static final int KILLS = Integer.getInteger("wugan.kills", 6);
  private static final int LAST_VEHICLES = 5;

  @TempDir Path directory;
  private final Samples samples = new Samples(5);
  private final Set<UUID> captured = new HashSet<>();

  @Test
  @Timeout(300)
  void killedGate_losesNothingThatItCaptured_andTheKeeperHasItOnce() throws Exception {
    Random random = new Random(23);
    Path keeperFolder = directory.resolve("keeper");
    try (SqliteLedger keeper = samples.open(keeperFolder)) {
      PassageIntake intake = intake(keeper);
      for (int kill = 0; kill < KILLS; kill++) {
        assertThat(run(intake, kill, Integer.MAX_VALUE, 10 + random.nextInt(120)))
            .as("killed in the middle of its work")
            .isFalse();
      }
      assertThat(run(intake, KILLS, LAST_VEHICLES, Integer.MAX_VALUE)).isTrue();
    }
    try (LedgerView view = LedgerView.open(keeperFolder)) {
      assertThat(captured).hasSizeGreaterThan(KILLS + LAST_VEHICLES);
      assertThat(captured).allMatch(id -> view.findPassage(id).isPresent());
      // What was captured and killed before it could say so is there as well, once.
      assertThat(view.occupancy()).isGreaterThanOrEqualTo(captured.size());
      assertThat(view.countSessions(SessionState.OPEN)).isEqualTo(view.occupancy());
      assertThat(view.lastSeq())
          .as("an entry and a review item each")
          .isEqualTo(2 * view.occupancy());
    }
  }

  private PassageIntake intake(SqliteLedger keeper) {
    return new PassageIntake(
        keeper,
        new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), samples::id),
        new ChangeWriter(samples::id),
        Samples.clockAt(0),
        Set.of("gate-a"),
        Duration.ofSeconds(10));
  }

  /** Runs the gate until it is empty (true) or has said so many lines (false, killed). */
  private boolean run(PassageIntake intake, long seed, int vehicles, int lines) throws Exception {
    Process gate =
        ChildJvm.of(
                GateChild.class,
                directory.resolve("gate").toString(),
                Long.toString(100 + seed),
                Integer.toString(vehicles))
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(gate.getInputStream(), StandardCharsets.UTF_8))) {
      for (int n = 0; n < lines; n++) {
        String line = said.readLine();
        assertThat(line).as("the gate goes on until it is killed").isNotNull();
        if (line.equals("empty")) {
          return true;
        }
        answer(intake, line.split(" "), gate.getOutputStream());
      }
      return false;
    } finally {
      gate.destroyForcibly().waitFor();
    }
  }

  private void answer(PassageIntake intake, String[] words, OutputStream gate)
      throws IOException, HandoverException, MalformedMessageException {
    if (words[0].equals("captured")) {
      captured.add(UUID.fromString(words[1]));
      return;
    }
    Receipt receipt = intake.take(HandoverCodec.readHandover(Base64.getDecoder().decode(words[1])));
    String answer = Base64.getEncoder().encodeToString(HandoverCodec.write(receipt)) + "\n";
    gate.write(answer.getBytes(StandardCharsets.UTF_8));
    gate.flush();
  }
}
