package io.wugan.lab.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program that ends by itself and says little. Stateless. */
public final class ShortProgram {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private ShortProgram() {}

  /**
   * How it ended.
   *
   * @param status its exit status
   * @param said both of its outputs, together
   */
  public record Result(int status, String said) {
    /** Whether its status is 0. */
    public boolean isGood() {
      return status == 0;
    }
  }

  /** Runs it for at most ten seconds; {@code line} is split at blanks. */
  public static Result run(String line) throws IOException, InterruptedException {
    return run(List.of(line.split(" ", -1)), LIMIT);
  }

  /**
   * Runs it.
   *
   * @throws IOException if there is no such program, or it does not end in time; it is killed then
   */
  public static Result run(List<String> words, Duration limit)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", words) + ": no end in " + limit.toSeconds() + " s");
    }
    byte[] said = process.getInputStream().readAllBytes();
    return new Result(process.exitValue(), new String(said, StandardCharsets.UTF_8).strip());
  }

  /**
   * Holds a program, or lets it go on (SIGSTOP, SIGCONT).
   *
   * @throws IOException if that cannot be done
   */
  public static void hold(Process program, boolean now) throws IOException, InterruptedException {
    Result sent = run("kill %s %d".formatted(now ? "-STOP" : "-CONT", program.pid()));
    if (!sent.isGood()) {
      throw new IOException("process " + program.pid() + " cannot be held: " + sent.said());
    }
  }
}
