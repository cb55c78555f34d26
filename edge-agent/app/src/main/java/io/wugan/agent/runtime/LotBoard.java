package io.wugan.agent.runtime;

import io.wugan.core.health.HealthSink;
import io.wugan.core.lane.Passage;
import io.wugan.core.lot.PassageIntake;
import io.wugan.core.lot.WaitingPassages;
import io.wugan.core.time.LotClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * What the lot's link needs of this board.
 *
 * @param sessions file in which a keeper's DTLS sessions wait for the next start
 * @param ties file in which a gate keeps how its clock stands to the keeper's
 * @param intake captures what other boards hand over
 * @param waiting what this board hands over
 * @param stays told how long the stays lasted that this board's passages have ended
 * @param health told who is away
 * @param clock of this board
 */
record LotBoard(
    Path sessions,
    Path ties,
    PassageIntake intake,
    WaitingPassages waiting,
    BiConsumer<Passage, Duration> stays,
    HealthSink health,
    LotClock clock) {}
