package io.wugan.agent.doctor;

import io.wugan.agent.config.ConfigException;
import io.wugan.agent.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A board in a folder, with files in the place of its kernel's. */
final class Boards {

  private Boards() {}

  static DoctorContext board(Path folder, String more) throws IOException, ConfigException {
    Path file =
        Files.writeString(
            folder.resolve("wugan.yaml"),
            """
            site: s1
            edge: e1
            data: data
            mqtt: {url: "tcp://127.0.0.1:1"}
            lanes: [{id: in1, role: ENTRY, camera: {file: none.mp4}}]
            """
                + more);
    Path data = Files.createDirectories(folder.resolve("data"));
    Folders folders =
        new Folders(
            data,
            data.resolve("desk"),
            data.resolve("aim"),
            data.resolve("evidence"),
            Files.createDirectories(folder.resolve("proc")),
            Files.createDirectories(folder.resolve("sys")));
    return DoctorContext.of(
        ConfigFile.load(file),
        folders,
        Optional.empty(),
        new DoctorContext.Options(Duration.ofSeconds(2), false));
  }

  static void kernel(Path folder, String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
