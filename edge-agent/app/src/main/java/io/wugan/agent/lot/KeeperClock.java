package io.wugan.agent.lot;

import io.wugan.agent.file.WholeFile;
import io.wugan.core.lot.ClockComparison;
import io.wugan.core.lot.ClockExchange;
import io.wugan.core.lot.ClockTie;
import io.wugan.core.lot.Handover;
import io.wugan.sync.contract.ClockTieCodec;
import io.wugan.sync.contract.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a gate's clock stands to the keeper's. Keeps one tie for each of the last boots in a file:
 * passages of an earlier boot may still wait for the keeper. Confined to one thread.
 */
public final class KeeperClock {

  private static final Logger log = LoggerFactory.getLogger(KeeperClock.class);

  // Two crystals part by less than half a second in this time, and the card is hardly written.
  private static final Duration WRITTEN_EVERY = Duration.ofHours(1);

  private final Path file;
  private final ClockComparison comparison = new ClockComparison();
  private List<ClockTie> written;

  /**
   * Reads what an earlier run has left; a file that cannot be read counts as none.
   *
   * @param file is made where it is missing
   */
  public KeeperClock(Path file) {
    this.file = file;
    this.written = read(file);
  }

  private static List<ClockTie> read(Path file) {
    try {
      return ClockTieCodec.read(Files.readAllBytes(file));
    } catch (NoSuchFileException first) {
      return List.of();
    } catch (IOException | MalformedMessageException unreadable) {
      log.warn(
          "{} cannot be read ({}): passages that wait from before this boot keep their times",
          file,
          unreadable.getMessage());
      return List.of();
    }
  }

  /** Takes in one exchange with the keeper. */
  public void compared(ClockExchange exchange) {
    comparison.add(exchange);
    comparison.best().filter(this::isNews).ifPresent(this::write);
  }

  private boolean isNews(ClockTie best) {
    Optional<ClockTie> known = written.stream().filter(tie -> tie.covers(best.own())).findFirst();
    return known.isEmpty() || differs(known.get(), best);
  }

  private static boolean differs(ClockTie known, ClockTie best) {
    long age = best.own().monoMillis() - known.own().monoMillis();
    return !known.keeper().bootId().equals(best.keeper().bootId())
        || known.keeper().quality() != best.keeper().quality()
        || best.errorMillis() < known.errorMillis() / 2
        || age > WRITTEN_EVERY.toMillis();
  }

  private void write(ClockTie best) {
    List<ClockTie> next = withOthers(best);
    try {
      WholeFile.write(file, ClockTieCodec.write(next));
    } catch (IOException unwritten) {
      log.warn("{} cannot be written, it is tried again: {}", file, unwritten.toString());
      return;
    }
    written = next;
  }

  private List<ClockTie> withOthers(ClockTie best) {
    List<ClockTie> ties = new ArrayList<>();
    ties.add(best);
    written.stream()
        .filter(tie -> !tie.covers(best.own()))
        .limit(Handover.MOST_TIES - 1)
        .forEach(ties::add);
    return ties;
  }

  /** Ties for passages of this boot and the last ones, the best first. */
  public List<ClockTie> ties() {
    return comparison.best().map(this::withOthers).orElse(written);
  }

  /** By how much this board's UTC is ahead of the keeper's; empty before the first exchange. */
  public Optional<Duration> ahead() {
    return comparison.ahead();
  }

  /** Whether the clocks are tied together within so much. */
  public boolean isWithin(Duration error) {
    return comparison.best().filter(tie -> tie.errorMillis() <= error.toMillis()).isPresent();
  }
}
