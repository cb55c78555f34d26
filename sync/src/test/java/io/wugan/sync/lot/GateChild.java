package io.wugan.sync.lot;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lot.Handover;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.PassageForwarder;
import io.wugan.core.lot.Receipt;
import io.wugan.sync.contract.HandoverCodec;
import io.wugan.sync.contract.MalformedMessageException;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;

/**
 * The gate's board that {@link GateKillTest} kills: captures vehicles on one thread and hands them
 * over on another. Says {@code captured ID} and {@code handover BASE64}, is answered with a
 * receipt.
 */
final class GateChild {

  private final SqliteLedger ledger;
  private final Samples samples;
  private final BufferedReader answers =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private GateChild(Path directory, long seed) {
    this.samples = new Samples(seed);
    this.ledger = samples.open(directory);
  }

  /** Arguments: folder, seed, how many vehicles to capture. */
  public static void main(String[] arguments) throws InterruptedException {
    GateChild gate = new GateChild(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    int vehicles = Integer.parseInt(arguments[2]);
    Thread lane = new Thread(() -> gate.capture(vehicles), "lane");
    lane.start();
    PassageForwarder forwarder =
        new PassageForwarder("gate-a", gate.ledger.waitingPassages(), gate::hand, new Random(1));
    while (lane.isAlive() || gate.ledger.waitingPassages().count() > 0) {
      forwarder.step();
    }
    gate.ledger.close();
    say("empty");
  }

  private void capture(int vehicles) {
    for (int n = 0; n < vehicles; n++) {
      Passage passage = samples.passage(Direction.ENTER, Optional.empty(), n * 100L);
      ledger.submit(samples.leftToKeeper(passage)).join();
      say("captured " + passage.id());
    }
  }

  private Receipt hand(Handover handover) throws HandoverException {
    say("handover " + Base64.getEncoder().encodeToString(HandoverCodec.write(handover)));
    try {
      String answer = answers.readLine();
      return HandoverCodec.readReceipt(Base64.getDecoder().decode(answer == null ? "" : answer));
    } catch (IOException | MalformedMessageException noReceipt) {
      throw new HandoverException("no receipt: " + noReceipt.getMessage());
    }
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
