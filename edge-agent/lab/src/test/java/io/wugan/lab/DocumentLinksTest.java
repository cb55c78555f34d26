package io.wugan.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every relative link in the documents leads to a file, and to a heading where it names one. */
class DocumentLinksTest {
  private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)\\s*#*");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)[^)]*\\)|^\\[[^\\]]+\\]:\\s*(\\S+)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z+.-]*:.*|//.*");
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "shared");

  @TempDir Path folder;

  @Test
  void everyLinkOfTheRepository_leadsSomewhere() throws IOException {
    List<Path> documents = documents(root());

    assertThat(documents).hasSizeGreaterThan(50);
    assertThat(broken(documents)).isEmpty();
  }

  @Test
  void whatLeadsNowhere_isFound() throws IOException {
    Path document = folder.resolve("a.md");
    Files.writeString(
        document,
        """
        # One `two` & three: 一二
        ## Twice
        ## Twice
        [file](gone.md) [anchor](#gone) [elsewhere](https://example.org/gone.md)
        `[code](gone.md)` [good](#one-two--three-一二) [second](a.md#twice-1) [third](#twice-2)
        ```
        [fenced](gone.md)
        # No heading
        ```
        [fenced heading](#no-heading)
        [reference]: gone.png
        """);

    assertThat(broken(List.of(document)))
        .extracting(found -> found.replaceFirst("^.*a\\.md", "a.md"))
        .containsExactly(
            "a.md:4: gone.md is not there",
            "a.md:4: #gone is no heading",
            "a.md:5: #twice-2 is no heading",
            "a.md:10: #no-heading is no heading",
            "a.md:11: gone.png is not there");
  }

  private static List<String> broken(List<Path> documents) throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents) {
      List<String> lines = withoutCode(document);
      for (int i = 0; i < lines.size(); i++) {
        Matcher links = LINK.matcher(lines.get(i).replaceAll("`[^`]*`", ""));
        while (links.find()) {
          String target = links.group(1) == null ? links.group(2) : links.group(1);
          String fault = fault(document, target);
          if (!fault.isEmpty()) {
            broken.add("%s:%d: %s %s".formatted(document, i + 1, target, fault));
          }
        }
      }
    }
    return broken;
  }

  private static String fault(Path document, String target) throws IOException {
    if (ELSEWHERE.matcher(target).matches()) {
      return "";
    }
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return "is not there";
    }
    boolean heading =
        parts.length == 1 || !file.toString().endsWith(".md") || anchors(file).contains(parts[1]);
    return heading ? "" : "is no heading";
  }

  /** The lines of a document; those of code are empty. */
  private static List<String> withoutCode(Path document) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean code = false;
    for (String line : Files.readAllLines(document)) {
      boolean fence = FENCE.matcher(line).matches();
      lines.add(code || fence ? "" : line);
      code ^= fence;
    }
    return lines;
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(Path document) throws IOException {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> times = new HashMap<>();
    for (String line : withoutCode(document)) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String anchor =
            heading
                .group(1)
                .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        int before = times.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }

  private static List<Path> documents(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes unused) {
            String name = String.valueOf(folder.getFileName());
            boolean ours =
                folder.equals(root) || !(name.startsWith(".") || NOT_OURS.contains(name));
            return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes unused) {
            if (file.toString().endsWith(".md")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found.stream().sorted().toList();
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
