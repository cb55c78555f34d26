package io.wugan.agent.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * What boards of a lot say to one another every half minute: {@code {"v":1,"site":…,"edge":…}}. A
 * board of another lot, or two boards that both believe to keep it, are noticed by it.
 *
 * @param site the lot
 * @param edge the board that says it
 */
record LotHello(String site, String edge) {

  /** Path below {@code /lot}. */
  static final String PATH = "hello";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int VERSION = 1;
  private static final int MOST_BYTES = 4096;

  byte[] json() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("v", VERSION).put("site", site).put("edge", edge);
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * @throws IOException if it is none; says what is wanted
   */
  static LotHello read(byte[] json) throws IOException {
    if (json.length > MOST_BYTES) {
      throw new IOException("a hello has at most " + MOST_BYTES + " bytes, not " + json.length);
    }
    JsonNode root = MAPPER.readTree(json);
    boolean whole = root != null && root.path("site").isTextual() && root.path("edge").isTextual();
    if (!whole || root.path("v").asInt() != VERSION) {
      throw new IOException("{\"v\":1,\"site\":…,\"edge\":…} is wanted");
    }
    return new LotHello(root.get("site").asText(), root.get("edge").asText());
  }
}
