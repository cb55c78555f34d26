package io.wugan.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.text.Bilingual;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets and plates are planted wherever they could be; none may be in the bundle. */
class SupportBundleTest {

  private static final List<String> PLANTED =
      List.of(
          "hunter2",
          "s3cr3t-pass",
          "tok-0815-abc",
          "9f8e7d6c5b4a39281706f5e4d3c2b1a0",
          "eyJhbGciOi",
          "X-Amz-Signature",
          "MIIEvQIBADANBg",
          "wifi geheim",
          "浙A12345",
          "浙AD12345",
          "京A·88888",
          "粤Z1234港",
          "WJ浙12345");

  private static final String LEAKY =
      """
      2026-03-01 INFO lane in1: 浙A12345 entered, then 浙AD12345 and 京A·88888, 粤Z1234港, WJ浙12345
      connect rtsp://admin:hunter2@192.0.2.7/stream and http://user:s3cr3t-pass@host/
      password: s3cr3t-pass
      "token": "tok-0815-abc"
      wpa_psk="wifi geheim"
      claimToken = tok-0815-abc
      Authorization: Bearer eyJhbGciOi.J9
      sent Bearer eyJhbGciOi.J9
      PUT https://store.example/x.jpg?X-Amz-Signature=tok-0815-abc done
      gate-2 9f8e7d6c5b4a39281706f5e4d3c2b1a0
      -----BEGIN PRIVATE KEY-----
      MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7
      -----END PRIVATE KEY-----
      """;

  @TempDir Path folder;

  private Map<String, String> unzipped(Path zip) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        entries.transferTo(bytes);
        texts.put(entry.getName(), bytes.toString(StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private Path write(String log) throws Exception {
    DoctorContext context = Boards.board(folder, "");
    Path config = folder.resolve("leaky.yaml");
    Files.writeString(config, LEAKY);
    Files.writeString(folder.resolve("agent.log"), log);
    Files.writeString(folder.resolve("data/mqtt.secret"), "hunter2");
    Finding leaky =
        new Finding(
            "broker",
            "",
            Verdict.FAULT,
            Bilingual.same("session"),
            Bilingual.same(LEAKY),
            Bilingual.NONE,
            Bilingual.same("浙A12345"));
    Path zip = folder.resolve("out.zip");
    new SupportBundle(
            context,
            List.of(leaky),
            new SupportBundle.Sources(config, List.of(folder.resolve("agent.log")), false))
        .write(zip);
    return zip;
  }

  @Test
  void nothingThatWasPlantedIsInIt_andWhatHelpsIs() throws Exception {
    Map<String, String> texts = unzipped(write(LEAKY));

    assertThat(texts)
        .containsKeys("wugan.yaml", "doctor.txt", "versions.txt", "ledger.txt", "CONTENTS.txt")
        .containsKeys("log-1.txt", "data-folder.txt", "health.jsonl");
    texts.forEach(
        (name, text) ->
            PLANTED.forEach(secret -> assertThat(text).as(name).doesNotContain(secret)));
    assertThat(texts.get("log-1.txt"))
        .contains("entered")
        .contains("rtsp://***@192.0.2.7/stream")
        .contains("浙A1***5")
        .contains("https://store.example/x.jpg?***");
    assertThat(texts.get("data-folder.txt")).contains("mqtt.secret  7 bytes");
    assertThat(texts.get("CONTENTS.txt")).contains("doctor.txt");
  }

  @Test
  void aLongLogIsCutToItsEnd() throws Exception {
    StringBuilder log = new StringBuilder("the beginning\n");
    while (log.length() < SupportBundle.MOST_TEXT_BYTES + 1000) {
      log.append("2026-03-01 INFO nothing happens here, again and again\n");
    }
    log.append("the end\n");

    String kept = unzipped(write(log.toString())).get("log-1.txt");

    assertThat(kept).endsWith("the end\n").doesNotContain("the beginning");
    assertThat(kept.length()).isLessThanOrEqualTo(SupportBundle.MOST_TEXT_BYTES);
  }

  @Test
  void oneThatGrowsTooLarge_isRefused_andNotLeftBehind() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder noise = new StringBuilder();
    while (noise.length() < 500_000) {
      noise.append(Long.toString(random.nextLong(), 36)).append(' ');
    }
    List<Path> logs = List.of(Files.writeString(folder.resolve("noise"), noise));
    DoctorContext context = Boards.board(folder, "");
    Path zip = folder.resolve("large.zip");

    assertThatThrownBy(
            () ->
                new SupportBundle(
                        context,
                        List.of(),
                        new SupportBundle.Sources(folder.resolve("wugan.yaml"), logs, false))
                    .write(zip, 100_000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at most 100000 are allowed");
    assertThat(zip).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwordFile: mqtt.secret",
        "url: ssl://broker.example:8883",
        "model 6852750a16a1",
        "sha256 e21c252ca4231a6264569da42bce49d6ee074fdbe78bdca3fa2eb75309a6a7cb",
        "3 frames, 12.5 ms, lane in1",
        "keys: bays.keys",
      })
  void whatIsNoSecret_stays(String text) {
    assertThat(SecretMask.of(text)).isEqualTo(text);
  }
}
