package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.config.ConfigFile;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent whose camera is missing, and whose contacts are files. */
class ContactsLaneTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private AgentConfig config() throws IOException, ConfigException {
    Path file = folder.resolve("wugan.yaml");
    Files.writeString(
        file,
        """
        site: s1
        edge: e1
        data: data
        mqtt: {url: "tcp://127.0.0.1:9"}
        gpio:
          driver: SIMULATED
          folder: contacts
          inputs:
            - {id: outer, line: 1}
            - {id: inner, line: 2}
            - {id: guard, line: 3}
          outputs:
            - {id: lamp, line: 4, maxOn: PT20S}
            - {id: green, line: 5}
        lanes:
          - id: gate
            role: BIDIRECTIONAL
            loops: {outer: outer, inner: inner}
            button: guard
            signals:
              - {output: lamp, when: PRESENT, lasts: PT1S}
              - {output: green, when: CAPTURED, lasts: PT20S}
            camera: {file: nothing.mp4}
        """);
    return ConfigFile.load(file);
  }

  private void contact(String name, boolean closed) throws IOException {
    Files.writeString(folder.resolve("contacts").resolve(name), closed ? "1" : "0");
  }

  private String output(String name) throws IOException {
    return Files.readString(folder.resolve("contacts").resolve(name)).strip();
  }

  private long inside() {
    try (LedgerView view = LedgerView.open(new DataFolder(folder.resolve("data")).ledger())) {
      return view.occupancy();
    }
  }

  /** Long enough between two changes to be no chatter, and seen by whoever looks every 0.1 s. */
  private void drive(String first, String second) throws IOException {
    contact(first, true);
    await().atMost(SOON).until(() -> output("lamp").equals("1"));
    contact(second, true);
    await().pollDelay(Duration.ofMillis(400)).until(() -> true);
    contact(first, false);
    await().pollDelay(Duration.ofMillis(400)).until(() -> true);
    contact(second, false);
  }

  @Test
  void cameraMissing_vehiclesOnTheLoopsAreRecorded_withTheirWay() throws Exception {
    Agent agent = Agent.start(config());
    try {
      await().atMost(SOON).until(() -> Files.exists(folder.resolve("contacts/green")));
      drive("outer", "inner");
      await().atMost(SOON).until(() -> inside() == 1);
      await().atMost(SOON).until(() -> output("green").equals("1"));
      await().atMost(SOON).until(() -> output("lamp").equals("0"));

      drive("inner", "outer");
      await().atMost(SOON).until(() -> inside() == 0);

      contact("guard", true);
      await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      contact("guard", false);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                try (LedgerView view =
                    LedgerView.open(new DataFolder(folder.resolve("data")).ledger())) {
                  assertThat(view.countReviews()).isGreaterThanOrEqualTo(3);
                }
              });
    } finally {
      agent.close();
    }
    assertThat(output("green")).as("off when the agent has ended").isEqualTo("0");
  }
}
