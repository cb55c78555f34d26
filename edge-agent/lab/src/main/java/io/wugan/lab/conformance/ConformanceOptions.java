package io.wugan.lab.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code simulate --conformance}, and what it prints. */
public final class ConformanceOptions {
  private static final long POLL_MILLIS = 200;
  private static final long MAX_BYTES = 64L << 20;

  @Option(
      names = "--conformance",
      description =
          "try the rules of the contract on the consumer behind the broker, one line each")
  private boolean wanted;

  @Option(
      names = "--site",
      description = "with --conformance: site of its boards (conf- and a random number)")
  private @Nullable String site;

  @Option(
      names = "--reorder-window",
      defaultValue = "PT60S",
      description = "with --conformance: when the consumer reports a gap (${DEFAULT-VALUE})")
  private Duration window = Duration.ofSeconds(60);

  @Option(
      names = "--margin",
      defaultValue = "PT15S",
      description = "with --conformance: how much later it may be (${DEFAULT-VALUE})")
  private Duration margin = Duration.ofSeconds(15);

  @Option(
      names = "--ack-limit",
      defaultValue = "PT2S",
      description =
          "with --conformance: how soon an acknowledgement has to come (${DEFAULT-VALUE})")
  private Duration ackLimit = Duration.ofSeconds(2);

  @Option(
      names = "--bills",
      paramLabel = "FILE|-",
      description = {
        "with --conformance: what the consumer billed, lines of",
        "{\"session\": \"…\", \"stayMillis\": 0}; a file that appears when all is sent, or - for",
        "standard input"
      })
  private @Nullable String bills;

  @Option(
      names = "--bills-wait",
      defaultValue = "PT5M",
      description = "with --bills FILE: how long to wait for it to appear (${DEFAULT-VALUE})")
  private Duration billsWait = Duration.ofMinutes(5);

  /** Whether the rules are to be tried. */
  public boolean isWanted() {
    return wanted;
  }

  /**
   * Tries the rules and prints a line for each.
   *
   * @param jsonl one JSON object a line, in the place of words
   * @return whether all of them hold
   * @throws IllegalArgumentException if an option is out of its range
   * @throws ConformanceException if they cannot be tried
   */
  public boolean run(URI broker, String root, boolean jsonl, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    ConformanceSettings settings =
        new ConformanceSettings(broker, root, siteName(), window, margin, ackLimit);
    err.println("boards of site " + settings.site() + "; this takes about " + window.plus(margin));
    err.flush();
    String where = bills;
    Optional<ConformanceSuite.BillSource> source =
        where == null ? Optional.empty() : Optional.of(() -> lines(where, err));
    List<RuleResult> results = new ConformanceSuite(settings).run(source);
    long failed = results.stream().filter(result -> !result.pass()).count();
    results.forEach(result -> out.println(jsonl ? json(result) : result.toString()));
    if (!jsonl) {
      out.println("%d of %d rules hold".formatted(results.size() - failed, results.size()));
    }
    out.flush();
    return failed == 0;
  }

  private String siteName() {
    String given = site;
    return given != null
        ? given
        : String.format(Locale.ROOT, "conf-%08x", ThreadLocalRandom.current().nextInt());
  }

  private static String json(RuleResult result) {
    return Visit.MAPPER
        .createObjectNode()
        .put("rule", result.rule())
        .put("pass", result.pass())
        .put("sent", result.sent())
        .put("expected", result.expected())
        .put("came", result.came())
        .toString();
  }

  private List<String> lines(String where, PrintWriter err) throws InterruptedException {
    err.println("all is sent; waiting for the bills");
    err.flush();
    try {
      if (where.equals("-")) {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            .lines()
            .toList();
      }
      Path file = Path.of(where);
      long end = System.nanoTime() + billsWait.toNanos();
      while (!Files.exists(file) && System.nanoTime() - end < 0) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new ConformanceException(file + " has more than " + MAX_BYTES + " bytes", null);
      }
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new ConformanceException("cannot read the bills: " + unreadable, unreadable);
    }
  }
}
