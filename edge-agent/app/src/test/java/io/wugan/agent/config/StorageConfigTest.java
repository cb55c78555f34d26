package io.wugan.agent.config;

import static io.wugan.agent.config.ConfigTexts.FOLDER;
import static io.wugan.agent.config.ConfigTexts.LEAST;
import static io.wugan.agent.config.ConfigTexts.good;
import static io.wugan.agent.config.ConfigTexts.problems;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.wugan.sync.evidence.EvidencePolicy;
import io.wugan.sync.evidence.UploadAddress;
import io.wugan.sync.evidence.UploadSettings;
import io.wugan.sync.evidence.UploadSettings.Which;
import io.wugan.sync.ledger.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept, where, and for how long. */
class StorageConfigTest {

  @Test
  void evidence_isReadAndItsRangesChecked() {
    String text =
        LEAST
            + """
            evidence:
              quotaMb: %s
              keepFreeMb: 1000
              retainDays: {scene: 7, plate: 60, noPlate: %s, pending: 120}
            """;
    assertThat(good(text.formatted(40_000, 14)).evidence())
        .isEqualTo(
            new EvidencePolicy(
                40_000L << 20,
                1000L << 20,
                Duration.ofDays(7),
                Duration.ofDays(60),
                Duration.ofDays(14),
                Duration.ofDays(120)));
    assertThat(problems(text.formatted(5, 0)))
        .containsExactly(
            "f:8: error: evidence.quotaMb: found '5'; allowed: a whole number from 100 to 10000000",
            "f:10: error: evidence.retainDays.noPlate: found '0'; allowed: a whole number from 1 to"
                + " 366");
  }

  @Test
  void ledger_isReadAndItsRangesChecked() {
    assertThat(good(LEAST).ledger()).isEqualTo(LedgerConfig.DEFAULT);
    String text =
        LEAST
            + """
            ledger:
              journal: second/journal
              reserveMb: %s
              backup: {folder: /media/copies, every: %s, keep: 30}
              retainDays: {stays: %s, corrections: 400, listed: 5}
            """;
    LedgerConfig ledger = good(text.formatted(16, "PT6H", 20)).ledger();
    assertThat(ledger)
        .isEqualTo(
            new LedgerConfig(
                Optional.of(FOLDER.resolve("second/journal")),
                16L << 20,
                Optional.of(Path.of("/media/copies")),
                Duration.ofHours(6),
                30,
                new RetentionPolicy(
                    Duration.ofDays(20), Duration.ofDays(400), Duration.ofDays(5))));
    assertThat(ledger.place(Path.of("/data")).journal())
        .isEqualTo(FOLDER.resolve("second/journal"));
    assertThat(problems(text.formatted(5000, "PT1M", 14)))
        .hasSize(3)
        .anyMatch(
            line ->
                line.contains("retainDays.stays: found '14'; allowed: a whole number from 15 to"))
        .anyMatch(line -> line.contains("ledger.reserveMb: found '5000'; allowed"))
        .anyMatch(line -> line.contains("ledger.backup.every"));
  }

  @Test
  void uploads_areReadAndChecked() {
    String text =
        LEAST
            + """
            evidence:
              upload:
                which: %s
                url: %s
                authorizationFile: upload.secret
                tls: {ca: /etc/ca.pem}
                bytesPerSecond: %s
                timeout: PT20S
            """;
    String url = "https://store.example/{site}/{edge}/{sha256}.jpg";
    UploadSettings upload = good(text.formatted("REVIEW", url, 64_000)).upload();
    assertThat(upload.which()).isEqualTo(Which.REVIEW);
    assertThat(upload.address()).isPresent();
    assertThat(upload.authorizationFile()).contains(FOLDER.resolve("upload.secret"));
    assertThat(upload.tls().ca()).contains(Path.of("/etc/ca.pem"));
    assertThat(upload.bytesPerSecond()).isEqualTo(64_000);
    assertThat(upload.timeout()).isEqualTo(Duration.ofSeconds(20));

    assertThat(problems(text.formatted("SOME", "http://store.example/{sha256}", 5)))
        .containsExactly(
            "f:9: error: evidence.upload.which: found 'SOME'; allowed: NONE, MANIFEST, REVIEW, ALL",
            "f:10: error: evidence.upload.url: found 'http://store.example/{sha256}'; allowed: "
                + UploadAddress.ALLOWED,
            "f:13: error: evidence.upload.bytesPerSecond: found '5'; allowed: a whole number from"
                + " 4000 to 100000000");
    assertThat(problems(LEAST + "evidence: {upload: {which: ALL}}\n"))
        .singleElement(as(STRING))
        .contains("evidence.upload.url: found nothing", "because which is ALL");
  }
}
