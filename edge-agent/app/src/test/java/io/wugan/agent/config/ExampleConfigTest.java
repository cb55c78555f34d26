package io.wugan.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.wugan.agent.message.MessageKind;
import io.wugan.devices.display.PanelType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files in {@code config/} say what the reader does. */
class ExampleConfigTest {

  private static final Path FOLDER = Path.of("../../config");
  private static final Path EXAMPLE = FOLDER.resolve("wugan.yaml");

  private final ObjectMapper json = new ObjectMapper();

  private JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(Files.readString(FOLDER.resolve("wugan.schema.json")));
  }

  private JsonNode yaml(String text) {
    return json.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  @Test
  void example_isReadWithoutAnyProblem() throws IOException {
    ConfigFile.Result result = ConfigFile.check(EXAMPLE);
    assertThat(result.problems()).isEmpty();
    assertThat(result.config()).isPresent();
  }

  @Test
  void example_fitsTheSchema() throws IOException {
    assertThat(schema().validate(yaml(Files.readString(EXAMPLE)))).isEmpty();
  }

  /** The example with the display of its first lane, which is commented out there. */
  private static String withDisplay() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean within = false;
    for (String line : Files.readAllLines(EXAMPLE)) {
      within = line.equals("    # display:") || (within && line.startsWith("    #   "));
      text.append(within ? "    " + line.substring(6) : line).append('\n');
    }
    return text.toString();
  }

  @Test
  void displayOfTheExample_isReadWithoutAnyProblem_andFitsTheSchema() throws IOException {
    ConfigFile.Result result = ConfigFile.parse(withDisplay(), FOLDER);
    assertThat(result.problems()).isEmpty();
    DisplayConfig display = result.config().orElseThrow().lanes().get(0).display();
    assertThat(display.panel().type()).isEqualTo(PanelType.OLM);
    assertThat(display.messages().texts().keySet()).containsExactlyInAnyOrder(MessageKind.values());
    assertThat(display.messages().voice().on()).isTrue();
    assertThat(schema().validate(yaml(withDisplay()))).isEmpty();
    String bad = withDisplay().replace("baud: 9600", "baud: 300");
    assertThat(schema().validate(yaml(bad))).isNotEmpty();
  }

  @Test
  void schema_refusesWhatTheReaderRefuses() throws IOException {
    String bad = Files.readString(EXAMPLE).replace("threads: 1", "threads: 99");
    assertThat(schema().validate(yaml(bad))).isNotEmpty();
    assertThat(ConfigFile.parse(bad, FOLDER).config()).isEmpty();
  }
}
