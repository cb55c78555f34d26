package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @Test
  void folder_missing_isMade(@TempDir Path temp) throws IOException {
    DataFolder folder = DataFolder.open(temp.resolve("a/b"));
    assertThat(folder.ledger()).isEmptyDirectory();
  }

  @Test
  void folder_whereAFileStands_isTold(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("data"), "x");
    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data folder " + file)
        .hasMessageContaining("file stands in its way");
  }

  @Test
  void parts_areStoppedInReverseEvenIfOneFails() {
    List<String> stopped = new ArrayList<>();
    CloseStack stack = new CloseStack();
    stack.push(() -> stopped.add("ledger"));
    stack.push(
        () -> {
          throw new IOException("uplink is stuck");
        });
    stack.push(() -> stopped.add("lanes"));
    assertThatThrownBy(stack::closeAll)
        .satisfies(
            e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(IOException.class));
    assertThat(stopped).containsExactly("lanes", "ledger");
    stack.closeAll();
    assertThat(stopped).hasSize(2);
  }
}
