package io.wugan.lab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tries every rule on a consumer, all at the same time, each with a board of its own. */
public final class ConformanceSuite {
  private final ConformanceSettings settings;

  /** For one consumer. */
  public ConformanceSuite(ConformanceSettings settings) {
    this.settings = settings;
  }

  /** What the consumer billed, read when everything has been sent. */
  @FunctionalInterface
  public interface BillSource {
    /**
     * Lines of JSON, each with {@code session} and {@code stayMillis}.
     *
     * @throws InterruptedException if the wait for them is interrupted
     */
    List<String> lines() throws InterruptedException;
  }

  /**
   * Runs every rule; takes about the reorder window, its margin and some seconds.
   *
   * @param bills where the bills are; empty to leave them out
   * @throws ConformanceException if the broker is not reached, or a line of the bills is none
   */
  public List<RuleResult> run(Optional<BillSource> bills) throws InterruptedException {
    BillTruth truth = new BillTruth();
    List<Rule> rules = new ArrayList<>(new Rules(settings, truth).list());
    rules.addAll(new GapRules(settings, truth).list());
    try (ProbeNet net = new ProbeNet(settings)) {
      List<RuleResult> results = new ArrayList<>(tryAll(rules, net));
      results.add(noFaults(net));
      results.add(notRetained(net));
      if (bills.isPresent()) {
        results.add(billed(truth, bills.get().lines()));
      }
      return results;
    }
  }

  private static List<RuleResult> tryAll(List<Rule> rules, ProbeNet net)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(rules.size(), ConformanceSuite::thread);
    try {
      List<Future<RuleResult>> running = new ArrayList<>();
      for (Rule rule : rules) {
        Probe probe = net.probe(rule.name());
        running.add(threads.submit(() -> rule.result(rule.trial().on(probe))));
      }
      List<RuleResult> results = new ArrayList<>();
      for (Future<RuleResult> each : running) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException failed) {
      throw new ConformanceException(
          "a rule cannot be tried: " + failed.getCause(), failed.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "conformance");
    thread.setDaemon(true);
    return thread;
  }

  private static RuleResult noFaults(ProbeNet net) {
    List<String> faults = new ArrayList<>();
    net.probes().forEach(probe -> faults.addAll(probe.faults()));
    long heard = net.probes().stream().mapToLong(Probe::heardCount).sum();
    return new RuleResult(
        "only-what-was-sent",
        "all of the above",
        "every acknowledgement well formed, QoS 1, of numbers that were sent, upto never past a gap",
        faults.isEmpty() ? heard + " acknowledgements in order" : shown(faults),
        faults.isEmpty());
  }

  private static RuleResult notRetained(ProbeNet net) throws InterruptedException {
    List<String> retained = net.listRetained();
    return new RuleResult(
        "not-retained",
        "a late subscription",
        "no acknowledgement is kept by the broker",
        retained.isEmpty() ? "none" : shown(retained),
        retained.isEmpty());
  }

  private static RuleResult billed(BillTruth truth, List<String> lines) {
    List<String> faults = truth.compare(BillLines.read(lines));
    return new RuleResult(
        "bills",
        truth.size() + " stays to be billed",
        "each billed once by its length, and nothing else",
        faults.isEmpty() ? "the same" : shown(faults),
        faults.isEmpty());
  }

  private static String shown(List<String> faults) {
    String first = String.join("; ", faults.subList(0, Math.min(3, faults.size())));
    return faults.size() > 3 ? first + "; and " + (faults.size() - 3) + " more" : first;
  }
}
