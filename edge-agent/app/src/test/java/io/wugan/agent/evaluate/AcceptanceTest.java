package io.wugan.agent.evaluate;

import static io.wugan.agent.evaluate.Reads.outcome;
import static io.wugan.agent.evaluate.Reads.picture;
import static io.wugan.agent.evaluate.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptanceTest {

  @Test
  void threshold_partsReads_intoRightWrongAndRejected() {
    List<Outcome> outcomes =
        List.of(outcome(true, 0.9), outcome(false, 0.7), outcome(true, 0.5), outcome(false, 0.2));
    Acceptance at = Acceptance.of(outcomes, 0.5);
    assertThat(at.accepted()).isEqualTo(3);
    assertThat(at.right()).isEqualTo(2);
    assertThat(at.wrong()).isEqualTo(1);
    assertThat(at.rejected()).isEqualTo(1);
  }

  @Test
  void plateWithoutRead_isRejected() {
    Acceptance at = Acceptance.of(Pairing.pair(picture("浙A12345"), List.of()), 0);
    assertThat(at.plates()).isEqualTo(1);
    assertThat(at.rejected()).isEqualTo(1);
  }

  @Test
  void readThatIsNoPlate_isNeverAccepted() {
    assertThat(Acceptance.accepts(read("XYZ", 1), 0)).isFalse();
    assertThat(Acceptance.accepts(read("浙A12345", 1, 140, 0.1), 0)).isFalse();
    assertThat(Acceptance.accepts(read("浙A12345", 0.4), 0.4)).isTrue();
  }

  @Test
  void eachRead_standsForOnePlate() {
    List<Outcome> outcomes =
        Pairing.pair(
            picture("浙A12345", "苏B99999"), List.of(read("苏B99998", 0.9), read("浙A12345", 0.9)));
    assertThat(outcomes).hasSize(2).allMatch(one -> one.read().isPresent());
    assertThat(outcomes).filteredOn(Outcome::right).hasSize(1);
    assertThat(Pairing.pair(picture("浙A12345", "苏B99999"), List.of(read("浙A12345", 0.9))))
        .filteredOn(one -> one.read().isEmpty())
        .extracting(one -> one.plate().text())
        .containsExactly("苏B99999");
  }

  @Test
  void falseReads_areThoseAccepted_inPicturesWithoutPlate() {
    Score score = new Score();
    score.add(picture(), List.of(read("浙A12345", 0.9), read("浙A12346", 0.3)));
    assertThat(score.falseReads()).hasSize(2);
    assertThat(score.falseReads(0.4))
        .extracting(one -> one.read().text())
        .containsExactly("浙A12345");
  }
}
