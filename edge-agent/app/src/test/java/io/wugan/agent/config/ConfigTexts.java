package io.wugan.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** Configurations as texts, and what becomes of them. */
final class ConfigTexts {

  static final Path FOLDER = Path.of("/etc/wugan");

  static final String LEAST =
      """
      site: s1
      edge: e1
      data: /var/lib/wugan
      mqtt: {url: "tcp://broker:1883"}
      lanes:
        - {id: in, role: ENTRY, camera: {file: in.mp4}}
      """;

  static AgentConfig good(String text) {
    ConfigFile.Result result = ConfigFile.parse(text, FOLDER);
    assertThat(result.problems()).isEmpty();
    return result.config().orElseThrow();
  }

  static List<String> problems(String text) {
    return ConfigFile.parse(text, FOLDER).problems().stream().map(p -> p.describe("f")).toList();
  }

  private ConfigTexts() {}
}
