package io.wugan.agent.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a program of the system that says a little and ends. Stateless. */
public final class ShortCommand {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/bin"), Path.of("/sbin"));

  private ShortCommand() {}

  /**
   * What a program wrote to its standard output.
   *
   * @param mostBytes what is beyond is cut off
   * @return empty if there is no such program, or it failed
   * @throws IOException if it does not end within {@code limit}
   */
  public static Optional<String> run(
      Duration limit, int mostBytes, String program, String... arguments)
      throws IOException, InterruptedException {
    Optional<Path> found =
        PLACES.stream()
            .map(place -> place.resolve(program))
            .filter(Files::isExecutable)
            .findFirst();
    return found.isEmpty()
        ? Optional.empty()
        : run(limit, mostBytes, found.get(), List.of(arguments));
  }

  /** The same of a program whose place is known. */
  public static Optional<String> run(
      Duration limit, int mostBytes, Path program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    // A file and not a pipe: a program that writes much must not wait for its reader.
    Path said = Files.createTempFile("wugan", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(false)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectOutput(said.toFile())
              .start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException(program + ": no end within " + limit.toMillis() + " ms");
        }
        return process.exitValue() == 0 ? Optional.of(head(said, mostBytes)) : Optional.empty();
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(said);
    }
  }

  private static String head(Path file, int mostBytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(mostBytes), StandardCharsets.UTF_8);
    }
  }
}
