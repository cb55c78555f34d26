package io.wugan.agent.page.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.core.health.HealthKind;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.ReviewKind;
import io.wugan.core.session.VoidReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the page hang together, in both languages. */
class SiteFilesTest {

  private static final Path SITE = Path.of("src/main/resources/io/wugan/agent/page/site");
  private static final Pattern KEY = Pattern.compile("\\bt\\(\"([a-zA-Z0-9.]+)\"");
  private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");

  private static JsonNode texts(String language) throws IOException {
    return new JsonMapper().readTree(Files.readString(SITE.resolve("texts-" + language + ".json")));
  }

  private static Set<String> keys(JsonNode texts) {
    Set<String> keys = new TreeSet<>();
    texts.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static String scripts() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : SiteFiles.NAMES) {
      if (name.endsWith(".js")) {
        all.append(Files.readString(SITE.resolve(name)));
      }
    }
    return all.toString();
  }

  @Test
  void list_namesEveryFile_andNoOther() throws IOException {
    try (Stream<Path> files = Files.list(SITE)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .containsExactlyInAnyOrderElementsOf(SiteFiles.NAMES);
    }
  }

  @Test
  void bothLanguages_sayTheSame_withTheSameValues() throws IOException {
    JsonNode english = texts("en");
    JsonNode chinese = texts("zh");
    assertThat(keys(chinese)).isEqualTo(keys(english));
    for (String key : keys(english)) {
      assertThat(values(chinese.path(key).asText()))
          .as(key)
          .isEqualTo(values(english.path(key).asText()));
      assertThat(chinese.path(key).asText()).as(key).isNotBlank();
    }
  }

  private static Set<String> values(String text) {
    Set<String> values = new TreeSet<>();
    Matcher found = VALUE.matcher(text);
    while (found.find()) {
      values.add(found.group(1));
    }
    return values;
  }

  @Test
  void everyText_thatAScriptAsksFor_isThere() throws IOException {
    Set<String> known = keys(texts("en"));
    Matcher asked = KEY.matcher(scripts());
    List<String> missing = new ArrayList<>();
    int found = 0;
    while (asked.find()) {
      found++;
      if (!known.contains(asked.group(1))) {
        missing.add(asked.group(1));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void everyWord_ofTheProgram_hasItsText() throws IOException {
    Set<String> known = keys(texts("en"));
    List<String> wanted = new ArrayList<>();
    Stream.of(HealthKind.values()).forEach(each -> wanted.add("kind." + each));
    Stream.of(ReviewKind.values()).forEach(each -> wanted.add("review." + each));
    Stream.of(ReviewKind.values()).forEach(each -> wanted.add("reviewHelp." + each));
    Stream.of(CloseReason.values()).forEach(each -> wanted.add("reason." + each));
    Stream.of(VoidReason.values()).forEach(each -> wanted.add("reason." + each));
    assertThat(known).containsAll(wanted);
  }

  @Test
  void page_bringsNothingFromOutside_andNothingInline() throws IOException {
    for (String name : SiteFiles.NAMES) {
      String text = Files.readString(SITE.resolve(name)).replace("http://www.w3.org/2000/svg", "");
      assertThat(text)
          .as(name)
          .doesNotContain("http://", "https://", "//cdn", "innerHTML", "eval(");
      if (name.endsWith(".html")) {
        assertThat(text).doesNotContain("style=", "<style", "onclick", "<script>");
      }
    }
  }
}
