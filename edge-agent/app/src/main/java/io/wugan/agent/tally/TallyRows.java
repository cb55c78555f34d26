package io.wugan.agent.tally;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The score of the last count of vehicles at the lane, for the commissioning report. Stateless. */
public final class TallyRows {

  private static final int MOST_CONFUSIONS = 5;

  private TallyRows() {}

  /**
   * Rows for people; empty where no count is over.
   *
   * @param file of the count
   * @throws IOException if it cannot be read
   */
  public static Map<Bilingual, String> of(Path file) throws IOException {
    Optional<JsonNode> found = TallyFile.findScore(file);
    Map<Bilingual, String> rows = new LinkedHashMap<>();
    if (found.isEmpty()) {
      return rows;
    }
    JsonNode score = found.get();
    rows.put(new Bilingual("vehicles recorded", "捕获率"), share(score.path("captured")));
    rows.put(new Bilingual("plates right", "车牌正确率"), share(score.path("plates")));
    rows.put(new Bilingual("plates not read", "未识别车牌"), score.path("unread").asText());
    rows.put(new Bilingual("direction right", "方向正确率"), share(score.path("directions")));
    rows.put(new Bilingual("exits without a stay", "无入场记录的出场"), share(score.path("orphans")));
    rows.put(new Bilingual("recorded, not counted", "多记"), score.path("extra").asText());
    rows.put(new Bilingual("characters misread", "易错字符"), confusions(score.path("confusions")));
    return rows;
  }

  private static String share(JsonNode each) {
    return each.path("of").asInt() == 0
        ? "–"
        : String.format(
            Locale.ROOT,
            "%d / %d = %.1f %% (95 %%: %.1f – %.1f %%)",
            each.path("hits").asInt(),
            each.path("of").asInt(),
            each.path("share").asDouble() * 100,
            each.path("low").asDouble() * 100,
            each.path("high").asDouble() * 100);
  }

  private static String confusions(JsonNode list) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(MOST_CONFUSIONS, list.size()); i++) {
      JsonNode each = list.get(i);
      text.append(i == 0 ? "" : ", ")
          .append(each.path("was").asText())
          .append(" → ")
          .append(each.path("read").asText())
          .append(" × ")
          .append(each.path("times").asInt());
    }
    return text.isEmpty() ? "–" : text.toString();
  }
}
