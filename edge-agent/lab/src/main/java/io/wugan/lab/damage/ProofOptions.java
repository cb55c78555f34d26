package io.wugan.lab.damage;

import io.wugan.agent.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What both proofs are asked. */
final class ProofOptions {

  static final int FAULT_FOUND = ExitStatus.FAULT_FOUND;

  @Option(names = "--seed", defaultValue = "1", description = "Of the faults (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for the files, kept afterwards (default: a new temporary one).")
  private @Nullable Path work;

  long seed() {
    return seed;
  }

  /** A new folder, below the one that is named. */
  Path work() throws IOException {
    return work == null
        ? Files.createTempDirectory("wugan-proof-")
        : Files.createTempDirectory(Files.createDirectories(work), "proof-");
  }
}
