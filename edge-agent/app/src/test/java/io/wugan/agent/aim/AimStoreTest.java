package io.wugan.agent.aim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.aim.AimFigures;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AimStoreTest {

  private static final AimFigures FIGURES =
      new AimFigures(151.25, 31, 12.5, 16, -2.75, 2.1, 0.4, 3.5, 48);

  @TempDir Path folder;
  private final LotTime at =
      new VirtualLotClock(Instant.parse("2026-03-01T08:00:00Z"), "boot-a").now();

  private AcceptedAim accepted(Optional<EvidenceImage> scene) {
    return new AcceptedAim(new AimSummary(20, FIGURES, at), "Li", scene);
  }

  @Test
  void whatIsAcceptedIsThereAgain_withItsPicture() throws IOException {
    AimStore store = new AimStore(folder.resolve("aim"));
    byte[] jpeg = {1, 2, 3};

    store.save("E1", accepted(Optional.of(new EvidenceImage(EvidenceKind.SCENE, at, jpeg))));

    AcceptedAim found = new AimStore(folder.resolve("aim")).find("E1").orElseThrow();
    assertThat(found.summary().medians()).isEqualTo(FIGURES);
    assertThat(found.summary().plates()).isEqualTo(20);
    assertThat(found.by()).isEqualTo("Li");
    assertThat(found.scene().orElseThrow().jpeg()).isEqualTo(jpeg);
    assertThat(store.find("X1")).isEmpty();
    store.save("E1", accepted(Optional.empty()));
    assertThat(store.find("E1").orElseThrow().scene()).isEmpty();
  }

  @Test
  void aBrokenFileIsTold_byItsName() throws IOException {
    Files.writeString(folder.resolve("E1.json"), "{\"summary\":{}}");

    assertThatThrownBy(() -> new AimStore(folder).find("E1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("E1.json")
        .hasMessageContaining("accept the lane anew");
  }
}
