package io.wugan.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/asyncapi.json: {@code -Dgolden.write=…} writes it anew. */
class AsyncApiBundleTest {

  private static final Path FILE = Path.of("../docs/asyncapi.json");
  private static final Path GOLDEN = Path.of("src/test/resources/io/wugan/sync/golden");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void bundle_isWhatTheSchemasSay() throws IOException {
    String text = AsyncApiBundle.build().toPrettyString() + "\n";
    if (System.getProperty("golden.write") != null) {
      Files.writeString(FILE, text, StandardCharsets.UTF_8);
    }

    assertThat(text)
        .as("docs/asyncapi.json is out of date; write it anew with -Dgolden.write=DIRECTORY")
        .isEqualTo(Files.readString(FILE, StandardCharsets.UTF_8));
  }

  @Test
  void everyReference_leadsSomewhereInTheDocument() throws IOException {
    JsonNode bundle = AsyncApiBundle.build();

    assertThat(bundle.findValuesAsText("$ref"))
        .hasSizeGreaterThan(90)
        .allSatisfy(
            reference -> {
              assertThat(reference).startsWith("#/");
              assertThat(bundle.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
            });
    assertThat(bundle.toString()).doesNotContain("\"$defs\"", "dependentRequired", "\"$id\"");
  }

  @Test
  void schemas_haveTitles_thatAreNamesOfTypes() throws IOException {
    assertThat(AsyncApiBundle.build().at("/components/schemas"))
        .hasSizeGreaterThan(30)
        .extracting(schema -> schema.get("title").textValue())
        .contains("ParkingEntryV1", "Heartbeat", "PassageRef")
        .allSatisfy(title -> assertThat(title).matches("[A-Z][A-Za-z0-9]*"))
        .doesNotHaveDuplicates();
  }

  @Test
  void schemasOfTheBundle_takeTheGoldenMessages_andRefuseBrokenOnes() throws IOException {
    assertThat(errors("events", "[" + golden("entry") + "]")).isZero();
    assertThat(errors("heartbeat", golden("heartbeat"))).isZero();
    assertThat(errors("events", "[{\"type\":\"parking.entry.v1\"}]")).isPositive();
    assertThat(errors("command", "{\"type\":\"snapshot\"}")).isPositive();
    ObjectNode heartbeat = (ObjectNode) MAPPER.readTree(golden("heartbeat"));
    ((ObjectNode) heartbeat.get("config")).put("hash", "short");
    assertThat(errors("heartbeat", heartbeat.toString())).isPositive();
  }

  private static int errors(String name, String message) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("$ref", "#/components/schemas/" + name);
    root.set("components", AsyncApiBundle.build().get("components"));
    JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root);
    return schema.validate(message, InputFormat.JSON).size();
  }

  private static String golden(String name) throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().equals(name + ".json"))
              .findFirst()
              .orElseThrow();
      return Files.readString(file, StandardCharsets.UTF_8);
    }
  }
}
