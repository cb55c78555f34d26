package io.wugan.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final VirtualLotClock clock = new VirtualLotClock(START, "boot-1");

  private List<UUID> ids(long seed, int count) {
    TimeOrderedIds source = new TimeOrderedIds(clock, new Random(seed));
    return Stream.generate(source::next).limit(count).toList();
  }

  @Test
  void id_versionVariantAndMilliseconds_asInRfc9562() {
    assertThat(ids(1, 1000))
        .allSatisfy(
            id -> {
              assertThat(id.version()).isEqualTo(7);
              assertThat(id.variant()).isEqualTo(2);
              assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(START.toEpochMilli());
            });
  }

  @Test
  void ids_clockStandsStill_distinctAndSorted() {
    assertThat(ids(1, 20_000)).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void ids_clockMovesOn_distinctAndSorted() {
    TimeOrderedIds source = new TimeOrderedIds(clock, new Random(1));
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      clock.advanceTo(Duration.ofMillis(i / 7000));
      all.add(source.next());
    }
    assertThat(all).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void ids_asText_sortLikeTheIds() {
    List<String> texts = ids(1, 100).stream().map(UUID::toString).toList();
    assertThat(texts).isSorted();
  }

  @Test
  void ids_clockSetBack_followTheClock() {
    Instant[] now = {START};
    LotClock steps = () -> new VirtualLotClock(now[0], "boot-1").now();
    TimeOrderedIds source = new TimeOrderedIds(steps, new Random(1));
    source.next();
    now[0] = START.minusSeconds(3600);
    assertThat(source.next().getMostSignificantBits() >>> 16).isEqualTo(now[0].toEpochMilli());
  }

  @Test
  void ids_sameSeedAndClock_theSameAgain() {
    assertThat(ids(42, 50)).isEqualTo(ids(42, 50)).isNotEqualTo(ids(43, 50));
  }
}
