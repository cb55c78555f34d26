package io.wugan.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds pictures: files as they are given, folders with all the pictures directly in them, by name.
 */
final class PictureFiles {

  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".bmp", ".webp");

  private PictureFiles() {}

  static List<Path> list(List<Path> given) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : given) {
      if (!Files.exists(path)) {
        throw new IOException(path + ": no such file or folder");
      }
      files.addAll(Files.isDirectory(path) ? picturesIn(path) : List.of(path));
    }
    return files;
  }

  private static List<Path> picturesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> pictures = all.filter(PictureFiles::isPicture).sorted().toList();
      if (pictures.isEmpty()) {
        throw new IOException(
            folder + ": no pictures in it; wanted: " + String.join(", ", ENDINGS));
      }
      return pictures;
    }
  }

  static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
