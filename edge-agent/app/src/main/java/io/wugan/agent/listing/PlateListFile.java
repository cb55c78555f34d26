package io.wugan.agent.listing;

import io.wugan.agent.config.Problem;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateNumber;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a list of plates: CSV in UTF-8 with the header {@value #HEADER}. Times are ISO 8601 with
 * their zone; an empty one sets no limit. Every bad line is found, not only the first.
 */
public final class PlateListFile {

  /** First line of every file. */
  public static final String HEADER = "plate,class,from,until";

  private static final long MOST_BYTES = 16L << 20;
  private static final int COLUMNS = 4;
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final String TIMES =
      "empty, or a time with its zone from 2000 to 2199, such as 2026-03-01T00:00:00+08:00";

  private final List<ListedPlate> plates = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private PlateListFile() {}

  /**
   * What a file holds.
   *
   * @param plates plates of the good lines, in the file's order
   * @param problems what is wrong, by line; the list is usable only if this is empty
   */
  public record Result(List<ListedPlate> plates, List<Problem> problems) {
    public Result {
      plates = List.copyOf(plates);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, is no text in UTF-8 or is larger than 16 MiB
   */
  public static Result read(Path file) throws IOException {
    PlateListFile reading = new PlateListFile();
    List<String> text = text(file);
    String header = text.isEmpty() ? "" : text.get(0).replace("\uFEFF", "").strip();
    if (!header.equals(HEADER)) {
      reading.problem(1, "", "'" + header + "'", "the header " + HEADER);
      return new Result(List.of(), reading.problems);
    }
    for (int i = 1; i < text.size(); i++) {
      if (!text.get(i).isBlank()) {
        reading.line(i + 1, text.get(i));
      }
    }
    reading.whole();
    return new Result(reading.plates, reading.problems);
  }

  private static List<String> text(Path file) throws IOException {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new IOException(file + ": " + size + " bytes; at most " + MOST_BYTES + " are read");
      }
      return Files.readAllLines(file);
    } catch (NoSuchFileException missing) {
      throw new IOException(file + ": no such file; a list of plates is wanted", missing);
    } catch (CharacterCodingException other) {
      throw new IOException(file + ": not UTF-8; save it as CSV in UTF-8 (另存为 CSV UTF-8)", other);
    }
  }

  private void line(int number, String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != COLUMNS) {
      problem(number, "", fields.length + " fields", COLUMNS + " fields: " + HEADER);
      return;
    }
    Optional<PlateNumber> plate = PlateNumber.parse(fields[0].strip());
    if (plate.isEmpty()) {
      problem(
          number, "plate", "'" + fields[0].strip() + "'", "a plate of GA 36-2018 such as 浙A12345");
    }
    Optional<VehicleClass> vehicleClass = vehicleClass(number, fields[1].strip());
    int before = problems.size();
    Optional<Instant> from = time(number, "from", fields[2].strip());
    Optional<Instant> until = time(number, "until", fields[3].strip());
    boolean timesAreGood = problems.size() == before;
    if (timesAreGood
        && from.isPresent()
        && until.isPresent()
        && !from.get().isBefore(until.get())) {
      problem(number, "until", until.get().toString(), "a time later than from, " + from.get());
      timesAreGood = false;
    }
    if (plate.isPresent() && vehicleClass.isPresent() && timesAreGood) {
      plates.add(new ListedPlate(plate.get(), vehicleClass.get(), from, until));
      lines.add(number);
    }
  }

  private Optional<VehicleClass> vehicleClass(int number, String name) {
    Optional<VehicleClass> known =
        Arrays.stream(VehicleClass.values()).filter(each -> each.name().equals(name)).findFirst();
    if (known.isEmpty()) {
      problem(
          number,
          "class",
          "'" + name + "'",
          Arrays.stream(VehicleClass.values()).map(Enum::name).collect(Collectors.joining(", ")));
    }
    return known;
  }

  private Optional<Instant> time(int number, String column, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
        return Optional.of(time);
      }
      problem(number, column, "'" + text + "'", TIMES);
    } catch (DateTimeException noTime) {
      problem(number, column, "'" + text + "'", TIMES);
    }
    return Optional.empty();
  }

  /** What is wrong with the lines together. */
  private void whole() {
    if (plates.size() > PlateList.MOST) {
      problem(0, "", plates.size() + " plates", "at most " + PlateList.MOST);
    }
    for (PlateList.Overlap both : PlateList.listOverlaps(plates)) {
      problem(
          lines.get(both.other()),
          "plate",
          plates.get(both.other()).plate().masked() + " again, line " + lines.get(both.one()),
          "each plate once at a time");
    }
    problems.sort(Comparator.comparingInt(Problem::line));
  }

  private void problem(int line, String key, String found, String allowed) {
    problems.add(new Problem(Problem.Severity.ERROR, line, key, found, allowed));
  }
}
