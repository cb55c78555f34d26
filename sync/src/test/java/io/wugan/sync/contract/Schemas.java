package io.wugan.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Set;

/** The schemas of the contract, as a stranger's validator sees them. */
final class Schemas {

  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder ->
              builder.schemaMappers(
                  mappers ->
                      mappers.mappings(
                          urn ->
                              urn.startsWith("urn:wugan:schema:")
                                  ? "classpath:io/wugan/sync/schema/"
                                      + urn.substring("urn:wugan:schema:".length())
                                      + ".json"
                                  : urn)));

  private Schemas() {}

  /** What is wrong with a message. */
  static Set<ValidationMessage> errors(String schema, JsonNode node) {
    JsonSchema known = SCHEMAS.getSchema(SchemaLocation.of("urn:wugan:schema:" + schema));
    return known.validate(node);
  }
}
