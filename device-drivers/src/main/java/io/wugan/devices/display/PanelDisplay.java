package io.wugan.devices.display;

import io.wugan.core.device.Announcement;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Display;
import io.wugan.devices.serial.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real panel. A frame without a right answer is sent again, {@value #TRIES} times in all, as long
 * as the whole takes less than a second. Where the family has a clock, it is set at the first
 * occasion and once a day from then on.
 *
 * <p>Called by one thread at a time; {@link #close} by any.
 */
final class PanelDisplay implements Display {

  private static final Logger log = LoggerFactory.getLogger(PanelDisplay.class);
  private static final int TRIES = 3;
  private static final int MOST_TOLD = 200;
  private static final Duration CLOCK_EVERY = Duration.ofHours(24);

  /** A tenth of a second before the second is over: reading ends in steps of that size. */
  private static final Duration BUDGET = Duration.ofMillis(900);

  private final String displayId;
  private final DisplaySettings settings;
  private final PanelProtocol protocol;
  private final PanelLine line;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Set<String> told = new HashSet<>();
  private @Nullable LocalDateTime clockSet;

  PanelDisplay(String displayId, DisplaySettings settings, PanelLine line) {
    this.displayId = displayId;
    this.settings = settings;
    this.protocol = PanelProtocol.of(settings);
    this.line = line;
  }

  @Override
  public void show(List<String> lines) throws DeviceException {
    tell(Announcement.of(lines));
  }

  @Override
  public void announce(Announcement announcement) throws DeviceException {
    tell(announcement);
  }

  /** As {@link #announce}; what the panel has answered to each frame. */
  List<String> tell(Announcement announcement) throws DeviceException {
    FittedText text = FittedText.of(announcement, settings);
    sayWhatIsLost(text);
    long deadline = System.nanoTime() + BUDGET.toNanos();
    List<String> answers = new ArrayList<>();
    for (byte[] frame : protocol.frames(text)) {
      answers.add(send(frame, deadline));
    }
    return answers;
  }

  @Override
  public boolean tend(LocalDateTime now) throws DeviceException {
    LocalDateTime before = clockSet;
    Optional<byte[]> frame = protocol.clock(now);
    if (frame.isEmpty()
        || (before != null && Duration.between(before, now).abs().compareTo(CLOCK_EVERY) < 0)) {
      return false;
    }
    send(frame.get(), System.nanoTime() + BUDGET.toNanos());
    clockSet = now;
    log.debug("{}: the clock of the panel was set", displayId);
    return true;
  }

  private String send(byte[] frame, long deadlineNanos) throws DeviceException {
    Request request =
        settings.answering().answers()
            ? Request.answered(frame, protocol.answerTo(frame), settings.answering().within())
            : Request.unanswered(frame);
    IOException last = new IOException("no time left for it within " + BUDGET.toMillis() + " ms");
    for (int attempt = 1; attempt <= TRIES && System.nanoTime() < deadlineNanos; attempt++) {
      try {
        if (closed.get()) {
          throw new DeviceException(displayId, "the display is closed");
        }
        return line.exchange(request, deadlineNanos);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new DeviceException(displayId, "stopped while it was sent", stopped);
      } catch (IOException failed) {
        last = failed;
        log.debug("{}: attempt {} of {}: {}", displayId, attempt, TRIES, failed.getMessage());
      }
    }
    throw new DeviceException(displayId, String.valueOf(last.getMessage()), last);
  }

  private void sayWhatIsLost(FittedText text) {
    if (!text.dropped().isEmpty() && tellOnce("lines")) {
      log.warn(
          "{}: {} lines have no room on a panel of {} lines; shorten the texts, this is told once",
          displayId,
          text.dropped().size(),
          settings.look().lines());
    }
    if (protocol.isGbk()) {
      String all = String.join("", text.lines()) + text.voice();
      for (String unknown : GbkText.unknownIn(all)) {
        if (tellOnce(unknown)) {
          log.warn(
              "{}: '{}' is not in GBK, the panel shows '?' for it; told once", displayId, unknown);
        }
      }
    }
  }

  private boolean tellOnce(String what) {
    return told.size() < MOST_TOLD && told.add(what);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      line.close();
    }
  }
}
