package io.wugan.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Makes one self-contained AsyncAPI document of asyncapi.yaml and the JSON Schemas. Tools follow no
 * URN and know JSON Schema draft-07, so every schema stands under components/schemas, with what the
 * later draft spells otherwise put in the words of the earlier one.
 */
final class AsyncApiBundle {

  private static final String URN = "urn:wugan:schema:";
  private static final String COMPONENTS = "#/components/schemas/";
  private static final Set<String> NAMED =
      Set.of("properties", "$defs", "patternProperties", "dependentSchemas", "dependentRequired");
  private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, JsonNode> schemas = new TreeMap<>();

  private AsyncApiBundle() {}

  /**
   * @throws IllegalStateException if two schemas have one name
   */
  static JsonNode build() throws IOException {
    return new AsyncApiBundle().bundle();
  }

  private JsonNode bundle() throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    ObjectNode document;
    try (InputStream in = open("asyncapi.yaml")) {
      document = mapper.valueToTree(yaml.load(in));
    }
    for (JsonNode message : document.at("/components/messages")) {
      String file = message.at("/payload/schema/$ref").textValue();
      String name = file.substring(0, file.length() - ".json".length());
      ((ObjectNode) message).set("payload", reference(name));
      addFile(name);
    }
    ObjectNode all = ((ObjectNode) document.get("components")).putObject("schemas");
    schemas.forEach((name, schema) -> all.set(name, titled(name, schema)));
    return document;
  }

  /** Generators call types by the title: a name as code has them, and the sentence below it. */
  private static JsonNode titled(String name, JsonNode schema) {
    String title =
        Arrays.stream(name.split("\\."))
            .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
            .collect(Collectors.joining());
    ObjectNode titled = ((ObjectNode) schema).objectNode().put("title", title);
    String sentence = schema.path("title").asText();
    String more = schema.path("description").asText();
    if (!(sentence + more).isEmpty()) {
      titled.put(
          "description", sentence + (sentence.isEmpty() || more.isEmpty() ? "" : ". ") + more);
    }
    schema.properties().forEach(each -> titled.putIfAbsent(each.getKey(), each.getValue()));
    return titled;
  }

  private static InputStream open(String file) throws IOException {
    InputStream in = AsyncApiBundle.class.getResourceAsStream("/io/wugan/sync/schema/" + file);
    if (in == null) {
      throw new IOException("no " + file + " among the schemas");
    }
    return in;
  }

  private ObjectNode reference(String name) {
    return mapper.createObjectNode().put("$ref", COMPONENTS + name);
  }

  private void addFile(String name) throws IOException {
    if (schemas.containsKey(name)) {
      return;
    }
    ObjectNode schema;
    try (InputStream in = open(name + ".json")) {
      schema = (ObjectNode) mapper.readTree(in);
    }
    schemas.put(name, mapper.createObjectNode());
    schema.remove("$schema");
    schema.remove("$id");
    JsonNode definitions = schema.remove("$defs");
    schemas.put(name, convert(schema, name));
    if (definitions != null) {
      for (Map.Entry<String, JsonNode> each : definitions.properties()) {
        if (schemas.put(each.getKey(), convert(each.getValue(), name)) != null) {
          throw new IllegalStateException("two schemas are called " + each.getKey());
        }
      }
    }
  }

  private JsonNode convert(JsonNode schema, String file) throws IOException {
    if (schema instanceof ArrayNode several) {
      ArrayNode converted = mapper.createArrayNode();
      for (JsonNode each : several) {
        converted.add(convert(each, file));
      }
      return converted;
    }
    if (!(schema instanceof ObjectNode)) {
      return schema;
    }
    Map<String, JsonNode> converted = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : schema.properties()) {
      String key = each.getKey();
      JsonNode value = each.getValue();
      if (key.equals("$ref")) {
        reference(value.textValue(), file, schema.size() == 1, converted);
      } else if (VALUES.contains(key)) {
        converted.put(key, value);
      } else if (NAMED.contains(key)) {
        ObjectNode named = mapper.createObjectNode();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
          named.set(member.getKey(), convert(member.getValue(), file));
        }
        String earlier = key.startsWith("dependent") ? "dependencies" : key;
        if (converted.put(earlier, named) != null) {
          throw new IllegalStateException("dependentRequired beside dependentSchemas in " + file);
        }
      } else {
        converted.put(key, convert(value, file));
      }
    }
    return mapper.valueToTree(converted);
  }

  /**
   * Draft-07 ignores what stands beside a reference, so a reference that is not alone is wrapped.
   */
  private void reference(String target, String file, boolean alone, Map<String, JsonNode> into)
      throws IOException {
    String name = target;
    if (target.startsWith(URN)) {
      String[] parts = target.substring(URN.length()).split("#/\\$defs/", 2);
      addFile(parts[0]);
      name = parts[parts.length - 1];
    } else if (target.startsWith("#/$defs/")) {
      name = target.substring("#/$defs/".length());
    } else {
      throw new IllegalStateException("in " + file + " a reference to " + target);
    }
    if (alone) {
      into.put("$ref", mapper.getNodeFactory().textNode(COMPONENTS + name));
    } else {
      into.put("allOf", mapper.createArrayNode().add(reference(name)));
    }
  }
}
