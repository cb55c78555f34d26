package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.sync.contract.RecordImage;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadAddressTest {

  private static final RecordImage IMAGE =
      new RecordImage(
          UUID.fromString("019ca869-507b-72fc-9d2a-6f1b2c3d4e5f"),
          new UUID(1, 2),
          Optional.empty(),
          "SCENE",
          "ab".repeat(32),
          1,
          Instant.parse("2026-03-01T23:59:59.999Z"));

  @Test
  void places_areFilled() {
    UploadAddress address =
        UploadAddress.of(
                "https://store.example/{site}/{edge}/{date}/{record}-{kind}-{sha256}.jpg",
                "s01",
                "e01")
            .orElseThrow();

    assertThat(address.of(IMAGE))
        .hasToString(
            "https://store.example/s01/e01/2026-03-01/019ca869-507b-72fc-9d2a-6f1b2c3d4e5f-scene-"
                + "ab".repeat(32)
                + ".jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://store.example/{record}.jpg",
        "http://store.example/{sha256}",
        "https://user:word@store.example/{sha256}",
        "https://store.example/{sha256}?token=x",
        "https://store.example/{plate}/{sha256}",
        "https://store.example/{Site}/{sha256}",
        "https://store.example/a b/{sha256}",
        "{sha256}",
        "https://{sha256}"
      })
  void whatIsNoAddressForPictures_isRefused(String template) {
    assertThat(UploadAddress.of(template, "s01", "e01")).isEmpty();
  }
}
