package io.wugan.agent.evaluate;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads label files: CSV with the header {@code file,plate[,corners][,color][,category]}, UTF-8,
 * files relative to the label file's folder. Several lines of one file are several plates in one
 * picture; an empty plate means none. An empty colour or category is what the text implies; further
 * columns are left alone.
 */
public final class Labels {

  private static final String HEADER = "file,plate";
  private static final int FILE = 0;
  private static final int PLATE = 1;

  private final Path csv;
  private final List<String> columns;
  private final Map<String, List<LabelledPlate>> plates = new LinkedHashMap<>();

  private Labels(Path csv, String header) {
    this.csv = csv;
    this.columns = Arrays.stream(header.split(",", -1)).map(String::strip).toList();
  }

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
    String header = lines.isEmpty() ? "" : lines.get(0).replace("\uFEFF", "");
    if (!header.startsWith(HEADER)) {
      throw new IOException(csv + ":1: the header must be " + HEADER + "[,corners,color,category]");
    }
    Labels labels = new Labels(csv, header);
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        labels.addLine(i + 1, lines.get(i));
      }
    }
    List<LabelledPicture> pictures = new ArrayList<>();
    labels.plates.forEach(
        (file, texts) ->
            pictures.add(new LabelledPicture(csv.toAbsolutePath().resolveSibling(file), texts)));
    return pictures;
  }

  private void addLine(int number, String line) throws IOException {
    String[] fields = line.split(",", -1);
    if (fields.length < 2 || fields[FILE].isBlank()) {
      throw new IOException(csv + ":" + number + ": found '" + line + "'; allowed: " + HEADER);
    }
    List<LabelledPlate> ofFile =
        plates.computeIfAbsent(fields[FILE].strip(), file -> new ArrayList<>());
    String text = PlateNormalizer.normalize(fields[PLATE]);
    if (!text.isEmpty()) {
      LabelledPlate implied = LabelledPlate.of(text);
      String category = field(fields, "category");
      ofFile.add(
          new LabelledPlate(
              text,
              category.isEmpty() ? implied.category() : category,
              color(number, field(fields, "color"), implied.color())));
    }
  }

  private String field(String[] fields, String column) {
    int place = columns.indexOf(column);
    return place < 0 || place >= fields.length ? "" : fields[place].strip();
  }

  private PlateColor color(int number, String name, PlateColor implied) throws IOException {
    if (name.isEmpty()) {
      return implied;
    }
    try {
      return PlateColor.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new IOException(
          csv
              + ":"
              + number
              + ": no colour '"
              + name
              + "'; allowed: "
              + Arrays.toString(PlateColor.values()),
          unknown);
    }
  }
}
