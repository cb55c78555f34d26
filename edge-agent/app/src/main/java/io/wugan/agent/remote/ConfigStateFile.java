package io.wugan.agent.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.file.WholeFile;
import io.wugan.sync.contract.ReportedConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes {@link ConfigState}; whole or not at all, whatever breaks. Stateless. */
final class ConfigStateFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ConfigStateFile() {}

  /**
   * What the file says; empty where there is none.
   *
   * @throws IOException if it cannot be read or says nothing that is known
   */
  static Optional<ConfigState> read(Path file) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readString(file));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JsonProcessingException broken) {
      throw new IOException(file + ": no JSON (" + broken.getOriginalMessage() + ")", broken);
    }
    try {
      return Optional.of(
          new ConfigState(
              json.path("localHash").asText(),
              json.path("current").asLong(),
              json.path("newest").asLong(),
              trial(json.path("trial")),
              told(json.path("told"))));
    } catch (IllegalArgumentException | DateTimeParseException unknown) {
      throw new IOException(file + ": " + unknown.getMessage(), unknown);
    }
  }

  private static Optional<ConfigState.Trial> trial(JsonNode json) {
    if (!json.isObject()) {
      return Optional.empty();
    }
    List<String> lanes = new ArrayList<>();
    json.path("lanes").forEach(lane -> lanes.add(lane.asText()));
    return Optional.of(
        new ConfigState.Trial(json.path("version").asLong(), json.path("starts").asInt(), lanes));
  }

  private static Optional<ReportedConfig> told(JsonNode json) {
    if (!json.isObject()) {
      return Optional.empty();
    }
    List<ReportedConfig.Problem> problems = new ArrayList<>();
    for (JsonNode problem : json.path("problems")) {
      problems.add(
          new ReportedConfig.Problem(
              problem.path("line").asInt(),
              problem.path("key").asText(),
              problem.path("found").asText(),
              problem.path("allowed").asText()));
    }
    return Optional.of(
        new ReportedConfig(
            json.path("version").asLong(),
            json.path("hash").asText(),
            ReportedConfig.Status.valueOf(json.path("status").asText()),
            json.path("reason").asText(),
            problems,
            Instant.parse(json.path("time").asText())));
  }

  /** Writes it, so that it survives a power cut from the moment this returns. */
  static void write(Path file, ConfigState state) throws IOException {
    ObjectNode json =
        JSON.createObjectNode()
            .put("localHash", state.localHash())
            .put("current", state.current())
            .put("newest", state.newest());
    if (state.trial().isPresent()) {
      ConfigState.Trial trial = state.trial().get();
      ArrayNode lanes =
          json.putObject("trial")
              .put("version", trial.version())
              .put("starts", trial.starts())
              .putArray("lanes");
      trial.lanes().forEach(lanes::add);
    }
    if (state.told().isPresent()) {
      json.set("told", JSON.readTree(state.told().get().json()));
    }
    WholeFile.write(file, json.toPrettyString().getBytes(StandardCharsets.UTF_8));
  }
}
