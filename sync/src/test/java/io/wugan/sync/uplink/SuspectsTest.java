package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SuspectsTest {

  private final Suspects suspects = new Suspects();

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /** A broker that hangs up at one record and takes all others; how often it did. */
  private int losses(long poison, long records, Function<List<Long>, List<Long>> fate) {
    List<Long> pending = new ArrayList<>(numbers(1, records));
    int losses = 0;
    for (int turn = 0; turn < 10_000; turn++) {
      List<Long> plain = pending.stream().filter(seq -> !suspects.contains(seq)).toList();
      List<Long> apart = suspects.nextTogether();
      List<Long> message = plain.isEmpty() ? apart : plain.subList(0, Math.min(50, plain.size()));
      if (message.isEmpty()) {
        return losses;
      }
      if (message.contains(poison)) {
        losses++;
        pending.removeAll(fate.apply(message));
        // Somebody always passes.
        suspects.taken(List.of(records + losses));
      } else {
        suspects.taken(message);
        pending.removeAll(message);
      }
    }
    throw new AssertionError("no end: " + pending);
  }

  @Test
  void recordAtWhichTheBrokerHangsUp_isFoundAtTheFifthTime_andTheRestIsTaken() {
    assertThat(losses(70, 200, message -> suspects.lost(message, message))).isEqualTo(5);
  }

  @Test
  void recordThatTheBrokerRefuses_isFoundAtTheFifthTime() {
    assertThat(losses(70, 200, suspects::refused)).isEqualTo(5);
  }

  @Test
  void recordThatWasSentLongBefore_goesAlone_andIsNotCondemned() {
    for (int i = 0; i < 100; i++) {
      suspects.taken(List.of(1_000L + i));
      assertThat(suspects.lost(List.of(7L), List.of())).isEmpty();
    }

    assertThat(suspects.nextTogether()).containsExactly(7L);
  }

  @Test
  void oneLoss_isAnOrdinaryOne() {
    assertThat(suspects.lost(numbers(1, 100), numbers(1, 100))).isEmpty();

    assertThat(suspects.contains(1)).isFalse();
    assertThat(suspects.nextTogether()).isEmpty();
  }

  @Test
  void brokerThatHangsUpAtEveryRecord_condemnsNone() {
    for (int i = 0; i < 100; i++) {
      List<Long> apart = suspects.nextTogether();
      List<Long> message = apart.isEmpty() ? numbers(1, 50) : apart;
      assertThat(suspects.lost(message, message)).isEmpty();
    }
  }

  @Test
  void recordThatIsTakenAfterAll_isSuspectNoMore() {
    suspects.lost(numbers(1, 3), numbers(1, 3));
    suspects.lost(numbers(1, 3), numbers(1, 3));
    assertThat(suspects.nextTogether()).containsExactly(1L, 2L, 3L);

    suspects.taken(List.of(2L));

    assertThat(suspects.contains(2)).isFalse();
    assertThat(suspects.nextTogether()).containsExactly(1L, 3L);
  }
}
