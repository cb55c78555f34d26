package io.wugan.lab.demo;

import io.wugan.lab.clip.ClipScenario;
import io.wugan.lab.clip.ClipTruth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One of the clips that come with the program.
 *
 * @param name {@code demo-entry} or {@code demo-exit}
 */
public record DemoClip(String name) {

  public static final DemoClip ENTRY = new DemoClip("demo-entry");
  public static final DemoClip EXIT = new DemoClip("demo-exit");

  private InputStream open(String ending) throws IOException {
    InputStream resource = DemoClip.class.getResourceAsStream(name + ending);
    if (resource == null) {
      throw new IOException("the demo's " + name + ending + " is missing from the program");
    }
    return resource;
  }

  /** Copies the video to a file, because FFmpeg reads files. */
  public Path copyTo(Path folder) throws IOException {
    Path file = folder.resolve(name + ".mp4");
    try (InputStream video = open(".mp4")) {
      Files.copy(video, file);
    }
    return file;
  }

  /** What really happens in it. */
  public ClipTruth truth() throws IOException {
    try (InputStream scenario = open(".yaml")) {
      return ClipTruth.of(
          ClipScenario.parse(new String(scenario.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }
}
