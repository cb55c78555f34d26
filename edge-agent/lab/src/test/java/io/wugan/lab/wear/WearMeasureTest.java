package io.wugan.lab.wear;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WearMeasureTest {

  @Test
  void pictures_costAtLeastTheirBytes_andRecordsSomethingOfTheirOwn() throws Exception {
    // The build folder has a storage behind it; a temporary folder may have none.
    Path work = Files.createTempDirectory(Files.createDirectories(Path.of("target/wear")), "w-");

    WearMeasure.Figures figures = WearMeasure.run(work, 40, 100_000);

    assertThat(figures.pictures()).isBetween(100_000.0, 200_000.0);
    assertThat(figures.captured()).isBetween(4_096.0, 400_000.0);
    assertThat(figures.acknowledged()).isPositive();
  }
}
