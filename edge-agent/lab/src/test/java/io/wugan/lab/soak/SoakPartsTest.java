package io.wugan.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wugan.lab.clip.ClipTruth;
import io.wugan.lab.demo.DemoClip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What a soak counts and draws; the hour itself is {@code wugan soak}. */
class SoakPartsTest {

  private List<String> plates;
  private Cycle cycle;

  @BeforeEach
  void load() throws Exception {
    ClipTruth clip = DemoClip.ENTRY.truth();
    plates = clip.crossings().stream().map(ClipTruth.Vehicle::plate).toList();
    cycle = new Cycle(clip);
  }

  private void drive(int from, int count) {
    for (int i = from; i < from + count; i++) {
      cycle.take(plates.get(i % plates.size()));
    }
  }

  @Test
  void vehiclesInTheirOrder_fromAnyOfThem_areWhole() {
    drive(2, 20);

    assertThat(cycle.isWhole()).isTrue();
    assertThat(cycle.right()).isEqualTo(20);
  }

  @Test
  void vehicleThatIsNotTold_isMissed() {
    drive(0, 3);
    drive(4, 7);

    assertThat(cycle.isWhole()).isFalse();
    assertThat(cycle).hasToString("10 in order, 1 not told, 0 misread");
  }

  @Test
  void vehicleToldTwice_isNotWhole() {
    drive(0, 3);
    drive(2, 3);

    assertThat(cycle.isWhole()).isFalse();
  }

  @Test
  void misreadPlate_standsForTheOneThatIsDue() {
    drive(0, 3);
    cycle.take("浙A00000");
    drive(4, 3);

    assertThat(cycle).hasToString("6 in order, 0 not told, 1 misread");
    assertThat(cycle.isWhole()).isFalse();
  }

  @Test
  void sample_ofThisProcess_isWhatLinuxTells() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/io")), "no Linux");
    Sample sample =
        Sample.take(
            ProcessHandle.current().pid(),
            10,
            Map.of(
                "jvm_memory_used_bytes{area=\"heap\",id=\"a\"}", 3.0 * (1 << 20),
                "jvm_memory_used_bytes{area=\"nonheap\",id=\"b\"}", 7.0 * (1 << 20),
                "wugan_records_last", 12.0));

    assertThat(sample.heapMb()).isEqualTo(3);
    assertThat(sample.records()).isEqualTo(12);
    assertThat(sample.cpuSeconds()).isPositive();
    assertThat(sample.residentMb()).isBetween(20.0, 20_000.0);
    assertThat(sample.threads()).isBetween(5, 2_000);
    assertThat(sample.descriptors()).isBetween(3, 20_000);
    assertThat(sample.csv().split(",", -1)).hasSameSizeAs(Sample.HEADER.split(",", -1));
  }

  @Test
  void chart_isXml_withALineThroughEachSample(@TempDir Path folder) throws Exception {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      samples.add(new Sample(i * 10, i, 300 + i, 20, 50, 100, i, i, 0));
    }
    Path file = folder.resolve("memory.svg");
    new Chart("Memory", Sample::residentMb).write(file, samples);

    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    String line =
        svg.getElementsByTagName("path")
            .item(svg.getElementsByTagName("path").getLength() - 1)
            .getAttributes()
            .getNamedItem("d")
            .getNodeValue();
    assertThat(line.split("[ML]", -1)).hasSize(31);
    assertThat(svg.getDocumentElement().getTextContent()).contains("400").contains("5 min");
  }
}
