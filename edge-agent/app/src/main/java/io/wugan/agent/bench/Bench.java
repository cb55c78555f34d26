package io.wugan.agent.bench;

import io.wugan.agent.timing.Durations;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.plate.PlateRead;
import io.wugan.recognition.OnnxPlateRecognizer;
import io.wugan.recognition.PlateAim;
import io.wugan.recognition.RecognitionStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts frames through a recognizer and notes what each stage costs. */
public final class Bench {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<Stage, Durations> stages = new EnumMap<>(Stage.class);
  private final boolean decoding;
  private final List<Long> searchedMacs = new ArrayList<>();
  private int frames;
  private long totalNanos;

  private Bench(boolean decoding) {
    this.decoding = decoding;
  }

  /**
   * How much to look at.
   *
   * @param warmUp frames that are not counted, at the beginning
   * @param frames frames that are counted, at most
   * @param decoding whether the time to the next frame is one of the costs
   */
  public record Plan(int warmUp, int frames, boolean decoding) {}

  /**
   * Runs to the plan's end or that of the frames.
   *
   * @param input what is looked at, for people
   * @param recognizer stays the caller's
   */
  public static BenchResult run(
      String input, FrameSupply supply, OnnxPlateRecognizer recognizer, Plan plan)
      throws IOException, DeviceException {
    for (int i = 0; i < plan.warmUp(); i++) {
      Optional<Frame> next = supply.next();
      if (next.isPresent()) {
        try (Frame frame = next.get()) {
          recognizer.recognize(frame);
        }
      }
    }
    RecognitionStats before = recognizer.stats();
    Bench bench = new Bench(plan.decoding());
    while (bench.frames < plan.frames() && bench.step(supply, recognizer)) {
      bench.frames++;
    }
    return bench.result(input, recognizer, before);
  }

  private boolean step(FrameSupply supply, OnnxPlateRecognizer recognizer)
      throws IOException, DeviceException {
    RecognitionStats before = recognizer.stats();
    long start = System.nanoTime();
    Optional<Frame> next = supply.next();
    if (next.isEmpty()) {
      return false;
    }
    try (Frame frame = next.get()) {
      long decoded = System.nanoTime();
      List<PlateRead> reads = recognizer.recognize(frame);
      long end = System.nanoTime();
      if (!reads.isEmpty()) {
        PlateAim.measure(frame, reads.get(0));
        note(Stage.AIM, System.nanoTime() - end);
      }
      if (decoding) {
        note(Stage.DECODE, decoded - start);
      }
      totalNanos += end - (decoding ? start : decoded);
      note(before, recognizer.stats(), end - decoded);
    }
    return true;
  }

  private void note(RecognitionStats before, RecognitionStats after, long wholeNanos) {
    boolean leftOut = after.skippedFrames() > before.skippedFrames();
    note(Stage.GATE, after.gateNanos() - before.gateNanos());
    if (leftOut) {
      note(Stage.LEFT_OUT, wholeNanos);
      return;
    }
    long searchNanos = after.firstPassNanos() - before.firstPassNanos();
    boolean searched = searchNanos > 0;
    boolean found = after.detections() > before.detections();
    if (searched) {
      note(Stage.FIRST_PASS, searchNanos);
      note(found ? Stage.SEARCHED : Stage.NOTHING_FOUND, wholeNanos);
    } else {
      note(Stage.FOLLOWED, wholeNanos);
    }
    if (found) {
      if (searched) {
        searchedMacs.add(after.multiplyAccumulates() - before.multiplyAccumulates());
      }
      note(Stage.SECOND_PASS, after.secondPassNanos() - before.secondPassNanos());
      note(Stage.RECTIFY, after.rectifyNanos() - before.rectifyNanos());
      note(Stage.READ, after.readNanos() - before.readNanos());
    }
  }

  private void note(Stage stage, long nanos) {
    stages.computeIfAbsent(stage, absent -> new Durations()).add(nanos);
  }

  private static long medianOf(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  private BenchResult result(String input, OnnxPlateRecognizer recognizer, RecognitionStats start) {
    RecognitionStats end = recognizer.stats();
    return new BenchResult(
        input,
        recognizer.modelInfo(),
        frames,
        frames - (int) (end.skippedFrames() - start.skippedFrames()),
        end.reads() - start.reads(),
        totalNanos / NANOS_PER_SECOND,
        end.multiplyAccumulates() - start.multiplyAccumulates(),
        medianOf(searchedMacs),
        recognizer.modelBytes(),
        PeakMemory.bytes(),
        stages);
  }
}
