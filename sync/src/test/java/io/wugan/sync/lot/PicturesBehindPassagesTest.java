package io.wugan.sync.lot;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lot.Handover;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.PassageForwarder;
import io.wugan.core.lot.Receipt;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate with a real ledger, and a keeper that takes passages and pictures, or does not. */
class PicturesBehindPassagesTest {

  @TempDir Path directory;
  private final Samples samples = new Samples(9);
  private final List<String> heard = new ArrayList<>();
  private boolean takesPictures = true;
  private boolean takesPassages = true;
  private SqliteLedger gate;
  private PassageForwarder forwarder;

  @BeforeEach
  void open() {
    gate = samples.open(directory);
    forwarder = newForwarder();
  }

  @AfterEach
  void close() {
    gate.close();
  }

  private PassageForwarder newForwarder() {
    return new PassageForwarder(
        "gate-a", gate.waitingPassages(), this::hand, Optional.of(this::give), new Random(1));
  }

  private Receipt hand(Handover handover) throws HandoverException {
    if (!takesPassages) {
      throw new HandoverException("away");
    }
    List<UUID> ids = handover.passages().stream().map(Passage::id).toList();
    ids.forEach(id -> heard.add("passage " + id));
    return new Receipt(ids);
  }

  private void give(Passage passage) throws HandoverException {
    if (!takesPictures) {
      throw new HandoverException("disk full");
    }
    heard.add("pictures " + passage.id());
  }

  private Passage capture() {
    Passage passage = samples.passage(Direction.ENTER, Optional.of("浙A12345"), 60_000);
    gate.submit(samples.leftToKeeper(passage)).join();
    return passage;
  }

  private static String passage(Passage of) {
    return "passage " + of.id();
  }

  private static String pictures(Passage of) {
    return "pictures " + of.id();
  }

  @Test
  void passagesGoFirst_thenTheirPictures_thenTheyWaitNoMore() {
    Passage one = capture();
    Passage two = capture();
    forwarder.step();
    assertThat(heard).containsExactly(passage(one), passage(two));
    assertThat(gate.waitingPassages().count()).isEqualTo(2);
    Passage three = capture();

    for (int n = 0; n < 4; n++) {
      assertThat(forwarder.step()).isZero();
    }

    assertThat(heard.subList(2, 6))
        .as("a vehicle that comes meanwhile does not wait for pictures")
        .containsExactly(passage(three), pictures(one), pictures(two), pictures(three));
    assertThat(gate.waitingPassages().count()).isZero();
    assertThat(forwarder.step()).isEqualTo(PassageForwarder.IDLE);
  }

  @Test
  void keeperThatTakesNoPicture_stillTakesPassages_atOnce() {
    takesPictures = false;
    Passage one = capture();
    forwarder.step();
    assertThat(forwarder.step()).as("a vehicle may come").isEqualTo(PassageForwarder.IDLE);
    Passage two = capture();

    assertThat(forwarder.step()).isZero();

    assertThat(heard).containsExactly(passage(one), passage(two));
    assertThat(gate.waitingPassages().count()).as("for their pictures").isEqualTo(2);
  }

  @Test
  void afterARestart_whatHasNoPicturesYetIsHandedOverAgain() {
    Passage one = capture();
    forwarder.step();
    forwarder = newForwarder();

    forwarder.step();
    forwarder.step();

    assertThat(heard).containsExactly(passage(one), passage(one), pictures(one));
    assertThat(gate.waitingPassages().count()).isZero();
  }

  @Test
  void keeperThatIsAway_getsNoPictures() {
    Passage one = capture();
    forwarder.step();
    takesPassages = false;
    capture();

    assertThat(forwarder.step()).isPositive();

    assertThat(heard).containsExactly(passage(one));
  }
}
