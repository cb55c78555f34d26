package io.wugan.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecognizerSettingsTest {

  @Test
  void defaults_areTheDocumentedOnes() {
    assertThat(RecognizerSettings.defaults())
        .isEqualTo(
            new RecognizerSettings(
                Optional.empty(),
                1,
                false,
                Looks.thorough(),
                PictureRegion.WHOLE,
                16,
                Optional.empty()));
  }

  @Test
  void withers_changeOneValueEach() {
    assertThat(
            RecognizerSettings.defaults()
                .withModelDirectory(Path.of("models"))
                .withThreads(4)
                .withLooks(Looks.quick())
                .withMotionGate(true))
        .isEqualTo(
            new RecognizerSettings(
                Optional.of(Path.of("models")),
                4,
                true,
                Looks.quick(),
                PictureRegion.WHOLE,
                16,
                Optional.empty()));
  }

  @Test
  void values_outOfRange_areRefusedWithTheRange() {
    assertThatThrownBy(() -> RecognizerSettings.defaults().withThreads(0))
        .hasMessage("threads must lie between 1 and 64, not 0");
    assertThatThrownBy(
            () ->
                new RecognizerSettings(
                    Optional.empty(),
                    2,
                    false,
                    Looks.quick(),
                    PictureRegion.WHOLE,
                    -1,
                    Optional.empty()))
        .hasMessageContaining("minPlateWidthPx");
    assertThatThrownBy(() -> new Looks(List.of(640, 9), 0, 0, 1, false, false))
        .hasMessageContaining("longSidesPx must lie between 64 and 4096, not 9");
    assertThatThrownBy(() -> new Looks(List.of(), 250, 0, 1, false, false))
        .hasMessage("closeUpWidthPx must be a multiple of 32, not 250");
    assertThatThrownBy(() -> new Looks(List.of(), 0, 1, 1, false, false))
        .hasMessage("closeUpPlateWidths must be 0 or lie between 1.5 and 20, not 1.0");
    assertThatThrownBy(() -> new Looks(List.of(), 0, 0, 0, false, false))
        .hasMessage("searchEvery must lie between 1 and 25, not 0");
  }

  @Test
  void region_outsideThePictureOrTooSmall_isRefused() {
    assertThatThrownBy(() -> new PictureRegion(-0.1, 0, 1, 1))
        .hasMessageContaining("left must lie between 0.0 and 0.95, not -0.1");
    assertThatThrownBy(() -> new PictureRegion(0.2, 0, 0.21, 1))
        .hasMessageContaining("right must lie between 0.25 and 1.0, not 0.21");
    // In binary 0.1 and 0.05 make a little more than 0.15.
    assertThat(new PictureRegion(0.1, 0, 0.15, 1).right()).isEqualTo(0.15);
    assertThat(new PictureRegion(0.25, 0.5, 1, 1).in(640, 384))
        .isEqualTo(new Region(160, 192, 480, 192));
  }

  @Test
  void localProvince_isOneOfThePlates() {
    assertThat(RecognizerSettings.defaults().withLocalProvince('浙').localProvince()).contains('浙');
    assertThatThrownBy(() -> RecognizerSettings.defaults().withLocalProvince('X'))
        .hasMessageContaining("localProvince")
        .hasMessageContaining("not X");
  }
}
