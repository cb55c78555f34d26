package io.wugan.lab.proof.sister;

import io.wugan.lab.process.ShortProgram;
import io.wugan.lab.proof.ProofException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes the wall clock of one program wrong, and leaves its steady clock as it is: a library that
 * is loaded before the others, built from {@code wrong-clock.c} by the machine's compiler.
 */
final class WrongClock {

  private static final String SOURCE = "wrong-clock.c";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private WrongClock() {}

  /** What is missing to build it; empty if nothing is. */
  static Optional<String> missing() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    boolean there =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(path)
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcc")));
    return there ? Optional.empty() : Optional.of("gcc is missing: apt install gcc libc6-dev");
  }

  /**
   * What is put before a command whose clock is to be wrong.
   *
   * @param folder in which the library is built
   * @param ahead by how much it is
   */
  static List<String> before(Path folder, Duration ahead) {
    try {
      return List.of(
          "env", "LD_PRELOAD=" + build(folder), "WUGAN_CLOCK_AHEAD=" + ahead.toSeconds());
    } catch (IOException failed) {
      throw new ProofException("the library for a wrong clock cannot be built", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ProofException("interrupted", stopped);
    }
  }

  private static Path build(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve(SOURCE);
    Path library = folder.resolve("wrong-clock.so");
    try (InputStream text = WrongClock.class.getResourceAsStream(SOURCE)) {
      if (text == null) {
        throw new IOException(SOURCE + " is not in the program");
      }
      Files.write(source, text.readAllBytes());
    }
    ShortProgram.Result gcc =
        ShortProgram.run(
            List.of(
                "gcc",
                "-O2",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl"),
            LIMIT);
    if (!gcc.isGood()) {
      throw new IOException("gcc: " + gcc.said());
    }
    return library;
  }
}
