package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.sync.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEvidenceStoreTest {

  @TempDir Path directory;

  private static EvidenceImage image(String content) {
    return new EvidenceImage(
        EvidenceKind.SCENE, Samples.at(0), content.getBytes(StandardCharsets.UTF_8));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void picture_isKept_underItsHash() throws IOException {
    FileEvidenceStore store = new FileEvidenceStore(directory);

    EvidenceRef ref = store.store(image("one"));

    Path file = directory.resolve(ref.sha256().substring(0, 2)).resolve(ref.sha256() + ".jpg");
    assertThat(files()).containsExactly(file);
    assertThat(Files.readString(file)).isEqualTo("one");
    assertThat(store.find(ref.sha256())).contains(file);
  }

  @Test
  void samePictureTwice_isKeptOnce() throws IOException {
    FileEvidenceStore store = new FileEvidenceStore(directory);

    assertThat(store.store(image("one"))).isEqualTo(store.store(image("one")));
    assertThat(files()).hasSize(1);
  }

  @Test
  void truncatedFile_isReplaced() throws IOException {
    FileEvidenceStore store = new FileEvidenceStore(directory);
    EvidenceRef ref = store.store(image("whole"));
    Files.writeString(files().get(0), "wh");

    store.store(image("whole"));

    assertThat(Files.readString(store.find(ref.sha256()).orElseThrow())).isEqualTo("whole");
  }

  @Test
  void halfWrittenFiles_areRemoved_atOpening() throws IOException {
    Files.writeString(directory.resolve("7.tmp"), "half");

    new FileEvidenceStore(directory);

    assertThat(files()).isEmpty();
  }

  @Test
  void fileInPlaceOfTheFolder_isNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> new FileEvidenceStore(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a directory");
  }

  @Test
  void failedWrite_saysWhere_andLeavesNothing() throws IOException {
    FileEvidenceStore store = new FileEvidenceStore(directory);
    EvidenceImage image = image("one");
    Files.createFile(directory.resolve(image.ref().sha256().substring(0, 2)));

    assertThatThrownBy(() -> store.store(image))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString());
    assertThat(files()).hasSize(1);
  }

  @Test
  void diskWithoutRoom_refusesThePicture_andSaysHowMuchIsLeft() throws IOException {
    long reserve = Long.MAX_VALUE >> 8;
    FileEvidenceStore store = new FileEvidenceStore(directory, reserve, InstantSource.system());

    assertThatThrownBy(() -> store.store(image("one")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("MB are free")
        .hasMessageContaining("left to the ledger");
    assertThat(files()).isEmpty();
  }

  @Test
  void erasing_leavesWhatIsFresh_andWhatWasStoredAgain() throws IOException {
    Instant[] now = {Instant.now()};
    FileEvidenceStore store = new FileEvidenceStore(directory, 0, () -> now[0]);
    String name = store.store(image("one")).sha256();
    assertThat(store.listFolder(Integer.parseInt(name.substring(0, 2), 16))).containsExactly(name);

    assertThat(store.erase(name)).isFalse();
    now[0] = now[0].plus(FileEvidenceStore.FRESH).plusSeconds(5);
    store.store(image("one"));
    assertThat(store.erase(name)).as("stored again").isFalse();
    assertThat(store.find(name)).isPresent();

    now[0] = now[0].plus(FileEvidenceStore.FRESH).plusSeconds(5);
    assertThat(store.erase(name)).isTrue();
    assertThat(store.find(name)).isEmpty();
    assertThat(store.erase(name)).as("gone before").isTrue();
  }

  @Test
  void nameWithAPath_isNotFound() throws IOException {
    FileEvidenceStore store = new FileEvidenceStore(directory);

    assertThat(store.find("../../etc/passwd")).isEmpty();
  }
}
