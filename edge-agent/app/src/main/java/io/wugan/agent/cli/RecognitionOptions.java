package io.wugan.agent.cli;

import io.wugan.recognition.RecognizerSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that reads plates. */
final class RecognitionOptions {

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Folder with plate-detector and plate-reader, instead of the built-in models.")
  private @Nullable Path models;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the networks (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  /** Settings for pictures that have nothing to do with one another. */
  RecognizerSettings forPictures() {
    RecognizerSettings settings = RecognizerSettings.defaults().withThreads(threads);
    return models == null ? settings : settings.withModelDirectory(models);
  }

  RecognizerSettings forVideo() {
    return forPictures().forVideo();
  }
}
