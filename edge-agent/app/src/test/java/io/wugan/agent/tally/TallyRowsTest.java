package io.wugan.agent.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.text.Bilingual;
import io.wugan.core.text.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyRowsTest {

  @TempDir Path folder;

  @Test
  void boardWithoutACount_hasNoRows() throws Exception {
    assertThat(TallyRows.of(folder.resolve("tally.json"))).isEmpty();
    Path going = Files.writeString(folder.resolve("tally.json"), "{\"taps\": []}");
    assertThat(TallyRows.of(going)).isEmpty();
  }

  @Test
  void score_isTold_withItsIntervals_inOrder() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("tally.json"),
            """
            {"score": {"captured": {"hits": 99, "of": 100, "share": 0.99, "low": 0.9455, "high": 0.9982},
             "plates": {"hits": 0, "of": 0, "share": 0, "low": 0, "high": 1}, "unread": 2,
             "directions": {"hits": 99, "of": 99, "share": 1, "low": 0.9626, "high": 1},
             "orphans": {"hits": 1, "of": 50, "share": 0.02, "low": 0.0035, "high": 0.105},
             "extra": 3, "confusions": [{"was": "8", "read": "B", "times": 2}]}}
            """);

    Map<Bilingual, String> rows = TallyRows.of(file);

    assertThat(rows.keySet().iterator().next().in(Language.EN)).isEqualTo("vehicles recorded");
    assertThat(rows.values())
        .containsExactly(
            "99 / 100 = 99.0 % (95 %: 94.6 – 99.8 %)",
            "–",
            "2",
            "99 / 99 = 100.0 % (95 %: 96.3 – 100.0 %)",
            "1 / 50 = 2.0 % (95 %: 0.4 – 10.5 %)",
            "3",
            "8 → B × 2");
  }
}
