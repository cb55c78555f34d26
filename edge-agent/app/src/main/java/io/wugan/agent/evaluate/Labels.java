package io.wugan.agent.evaluate;

import io.wugan.core.plate.PlateNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads label files: CSV with the header {@code file,plate[,corners]}, UTF-8, files relative to the
 * label file's folder. Several lines of one file are several plates in one picture; an empty plate
 * means none.
 */
public final class Labels {

  private static final String HEADER = "file,plate";

  private Labels() {}

  /**
   * Reads a label file.
   *
   * @throws IOException saying which line is wrong and what is allowed
   */
  public static List<LabelledPicture> read(Path csv) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(csv);
    } catch (NoSuchFileException missing) {
      throw new IOException(csv + ": no such file; a label file is wanted", missing);
    }
    if (lines.isEmpty() || !lines.get(0).replace("\uFEFF", "").startsWith(HEADER)) {
      throw new IOException(csv + ":1: the header must be " + HEADER + "[,corners]");
    }
    Map<String, List<String>> plates = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        addLine(csv, i + 1, lines.get(i), plates);
      }
    }
    List<LabelledPicture> pictures = new ArrayList<>();
    plates.forEach(
        (file, texts) ->
            pictures.add(new LabelledPicture(csv.toAbsolutePath().resolveSibling(file), texts)));
    return pictures;
  }

  private static void addLine(Path csv, int number, String line, Map<String, List<String>> plates)
      throws IOException {
    String[] fields = line.split(",", 3);
    if (fields.length < 2 || fields[0].isBlank()) {
      throw new IOException(csv + ":" + number + ": found '" + line + "'; allowed: " + HEADER);
    }
    List<String> texts = plates.computeIfAbsent(fields[0].strip(), file -> new ArrayList<>());
    String plate = PlateNormalizer.normalize(fields[1]);
    if (!plate.isEmpty()) {
      texts.add(plate);
    }
  }
}
