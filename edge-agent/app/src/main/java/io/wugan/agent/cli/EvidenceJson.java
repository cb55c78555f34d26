package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.sync.ledger.EvidenceHold;
import io.wugan.sync.ledger.EvidenceStats;
import java.util.Locale;

/** Holds and figures as JSON lines. Stateless. */
final class EvidenceJson {

  private static final JsonMapper JSON = new JsonMapper();

  private EvidenceJson() {}

  static String write(EvidenceHold hold) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", hold.id().toString())
            .put("kind", hold.subject().kind().name().toLowerCase(Locale.ROOT))
            .put("subject", hold.subject().id())
            .put("at", hold.at().toString())
            .put("by", hold.by())
            .put("reason", hold.reason());
    hold.release()
        .ifPresent(
            release ->
                json.putObject("released")
                    .put("at", release.at().toString())
                    .put("by", release.by())
                    .put("reason", release.reason()));
    return json.toString();
  }

  static String write(EvidenceStats.Row row) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("class", row.kind().name())
            .put("value", row.value().name())
            .put("files", row.files())
            .put("bytes", row.bytes());
    row.oldest().ifPresent(oldest -> json.put("oldest", oldest.toString()));
    return json.toString();
  }
}
