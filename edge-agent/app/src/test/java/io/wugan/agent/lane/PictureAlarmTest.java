package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.wugan.agent.testing.Passages;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A disk that has no room for pictures: vehicles are captured all the same, told once. */
class PictureAlarmTest {

  @TempDir Path data;
  private final Logger logger = (Logger) LoggerFactory.getLogger(PictureAlarm.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(5));
  private int taken;

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(log);
  }

  private VehicleSighting vehicle() {
    return new VehicleSighting(
        Lane.of("E1", LaneRole.ENTRY),
        Direction.ENTER,
        TriggerSource.VIDEO,
        Passages.of(Direction.ENTER, "浙A%05d".formatted(taken), Duration.ZERO).plate(),
        Optional.empty(),
        clock.now(),
        clock.now(),
        3,
        Stream.of(EvidenceKind.values())
            .map(kind -> new EvidenceImage(kind, clock.now(), new byte[] {1, (byte) taken++}))
            .toList(),
        Set.of());
  }

  private List<String> told(Level level) {
    return log.list.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void fullDisk_isToldOnce_everyPassageIsCaptured_andRoomIsToldToo() throws Exception {
    Path pictures = data.resolve("evidence");
    FileEvidenceStore full =
        new FileEvidenceStore(pictures, Long.MAX_VALUE >> 8, InstantSource.system());
    FileEvidenceStore mended = new FileEvidenceStore(pictures);
    boolean[] room = {false};
    try (SqliteLedger ledger = SqliteLedger.open(data, new EventCodec("s1", "e1"), ids)) {
      PassageRecorder recorder =
          new PassageRecorder(
              ledger,
              image -> (room[0] ? mended : full).store(image),
              new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next),
              ids::next,
              clock);
      for (int i = 0; i < 5; i++) {
        Passage passage = recorder.keep(vehicle());
        assertThat(passage.images()).isEmpty();
        recorder.submit(passage).join();
      }
      assertThat(told(Level.ERROR))
          .singleElement()
          .asString()
          .contains("lane E1", "pictures cannot be kept", "left to the ledger");
      try (LedgerView view = LedgerView.open(data)) {
        assertThat(view.occupancy()).isEqualTo(5);
      }

      room[0] = true;
      assertThat(recorder.keep(vehicle()).images()).hasSize(2);
      assertThat(told(Level.WARN)).containsExactly("pictures are kept again; 10 were lost");
      assertThat(Files.isDirectory(pictures)).isTrue();
      room[0] = false;
      recorder.keep(vehicle());
      assertThat(told(Level.ERROR)).hasSize(2);
    }
  }
}
