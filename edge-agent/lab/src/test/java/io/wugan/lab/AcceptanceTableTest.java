package io.wugan.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/acceptance.md} is true: what it names is there, in the test sources of any module.
 */
class AcceptanceTableTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| (A\\d\\d) \\| [^|]+ \\| ([^|]+) \\|$", Pattern.MULTILINE);
  private static final Pattern CLASS = Pattern.compile("`(\\w+)`");
  private static final String PLANNED = "planned";

  private final Path root = root();
  private final Map<String, String> shownBy = rows();
  private final Map<String, String> tests = tests();

  @Test
  void everyScenario_hasItsRow() {
    assertThat(shownBy.keySet())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 50).mapToObj("A%02d"::formatted).toList());
  }

  @Test
  void everyClassNamed_speaksOfTheScenario() {
    List<String> wrong = new ArrayList<>();
    shownBy.forEach(
        (number, shown) -> {
          if (!shown.startsWith(PLANNED)) {
            assertThat(classes(shown)).as(number).isNotEmpty();
            classes(shown).stream()
                .filter(name -> !speaksOf(name, number))
                .forEach(name -> wrong.add(number + ": " + name + " is not there or is silent"));
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatIsShown_isNoLongerCalledPlanned() {
    List<String> shown = new ArrayList<>();
    shownBy.forEach(
        (number, planned) -> {
          if (planned.startsWith(PLANNED)) {
            tests.keySet().stream()
                .filter(name -> speaksOf(name, number))
                .forEach(name -> shown.add(number + ": shown by " + name + " now"));
          }
        });
    assertThat(shown).isEmpty();
  }

  private boolean speaksOf(String name, String number) {
    // Not a part of a plate: those go on after the two digits.
    return Pattern.compile("(?<![\\w\\p{IsHan}])" + number + "(?!\\w)")
        .matcher(tests.getOrDefault(name, ""))
        .find();
  }

  private static List<String> classes(String text) {
    return CLASS.matcher(text).results().map(result -> result.group(1)).toList();
  }

  private Map<String, String> rows() {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(read(root.resolve("docs/acceptance.md")));
    while (row.find()) {
      assertThat(rows.put(row.group(1), row.group(2))).as("%s twice", row.group(1)).isNull();
    }
    return rows;
  }

  private Map<String, String> tests() {
    Map<String, String> tests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root, 12)) {
      files
          .filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith("Test.java"))
          .filter(file -> !file.endsWith("AcceptanceTableTest.java"))
          .forEach(file -> tests.put(name(file), read(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return tests;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("docs/acceptance.md"))) {
      folder = folder.getParent();
      assertThat(folder).as("a folder above the module that holds docs/acceptance.md").isNotNull();
    }
    return folder;
  }
}
