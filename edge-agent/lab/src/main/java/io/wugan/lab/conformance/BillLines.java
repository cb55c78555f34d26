package io.wugan.lab.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads bills, one JSON object a line. */
final class BillLines {
  private BillLines() {}

  /**
   * Blank lines are left out.
   *
   * @throws ConformanceException at the first line that is no bill
   */
  static List<BillTruth.Bill> read(List<String> lines) {
    List<BillTruth.Bill> bills = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        bills.add(bill(i + 1, lines.get(i)));
      }
    }
    return bills;
  }

  private static BillTruth.Bill bill(int number, String line) {
    String allowed =
        "line %d of the bills is no {\"session\": \"…\", \"stayMillis\": 0}".formatted(number);
    try {
      JsonNode node = Visit.MAPPER.readTree(line);
      if (!node.path("session").isTextual() || !node.path("stayMillis").isIntegralNumber()) {
        throw new ConformanceException(allowed, null);
      }
      return new BillTruth.Bill(node.get("session").asText(), node.get("stayMillis").asLong());
    } catch (JsonProcessingException notJson) {
      throw new ConformanceException(allowed, notJson);
    }
  }
}
