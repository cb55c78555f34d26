package io.wugan.agent.page.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.agent.page.api.Refusal;
import io.wugan.agent.page.api.SettingsPort.Fault;
import io.wugan.agent.page.api.SettingsPort.Saved;
import io.wugan.agent.page.api.SettingsPort.Text;
import io.wugan.agent.remote.LocalEdit;
import io.wugan.core.lane.SharePoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  private static final String TEXT =
      """
      site: s1   # 停车场
      edge: e1
      data: data
      mqtt: {url: "tcp://127.0.0.1:1", username: "gate", password: hunter2}
      lanes:
        - id: in
          role: ENTRY
          camera: {url: "http://admin:s3cret@10.0.0.7/mjpeg"}
      """;

  @TempDir Path folder;
  private final AtomicInteger restarts = new AtomicInteger();
  private Path file;
  private SettingsFile settings;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("wugan.yaml"), TEXT.replace("admin:s3cret@", ""));
    settings = new SettingsFile(file, folder.resolve("data"), restarts::incrementAndGet);
  }

  @Test
  void secrets_areMasked_andComeBackWithTheirLine() throws IOException {
    Text read = settings.read();
    assertThat(read.text()).doesNotContain("hunter2").contains("password: ••••••");
    Saved saved =
        settings.save(
            read.text()
                .replace("site: s1", "site: s2")
                .replace("  - id: in\n", "  # 入口\n  - id: in\n"),
            read.hash());
    assertThat(saved.done()).as(saved.faults().toString()).isTrue();
    assertThat(Files.readString(file))
        .contains("password: hunter2", "site: s2   # 停车场", "# 入口")
        .doesNotContain("•");
    assertThat(restarts).hasValue(1);
  }

  @Test
  void loginInAnAddress_isMasked() {
    assertThat(MaskedText.mask(TEXT))
        .doesNotContain("s3cret", "admin")
        .contains("http://••••••@10");
    assertThat(
            MaskedText.mask("passwordFile: /etc/x\ncredentialsFile: y\ncommands: {trustedKeys: k}"))
        .isEqualTo("passwordFile: /etc/x\ncredentialsFile: y\ncommands: {trustedKeys: k}");
  }

  @Test
  void maskedLine_thatWasChanged_isAnErrorAtItsLine() throws IOException {
    Text read = settings.read();
    Saved saved =
        settings.save(read.text().replace("username: \"gate\"", "username: \"g\""), read.hash());
    assertThat(saved.done()).isFalse();
    assertThat(saved.faults()).anyMatch(fault -> fault.error() && fault.line() == 4);
    assertThat(Files.readString(file)).contains("hunter2");
  }

  @Test
  void text_withErrors_isNotWritten_andEachIsToldWithItsLine() throws IOException {
    Text read = settings.read();
    String bad = read.text().replace("role: ENTRY", "role: IN").replace("data: data\n", "");
    Saved saved = settings.save(bad, read.hash());
    assertThat(saved.done()).isFalse();
    assertThat(saved.faults().stream().filter(Fault::error).map(Fault::key))
        .containsExactly("data", "lanes[0].role");
    assertThat(settings.check(bad)).isEqualTo(saved.faults());
    assertThat(restarts).hasValue(0);
    assertThat(Files.readString(file)).contains("role: ENTRY");
  }

  @Test
  void file_changedMeanwhile_isNotOverwritten() throws IOException {
    Text read = settings.read();
    Files.writeString(file, "site: other\n" + Files.readString(file).replace("site: s1", "# "));
    assertThatThrownBy(() -> settings.save(read.text(), read.hash()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("changed the file meanwhile");
  }

  @Test
  void change_keepsTheMode_andIsTakenBackOnce() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    String before = Files.readString(file);
    Text read = settings.read();
    settings.save(read.text().replace("site: s1", "site: s2"), read.hash());
    Text second = settings.read();
    settings.save(second.text().replace("site: s2", "site: s3"), second.hash());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    LocalEdit edit = new LocalEdit(file, folder.resolve("data"));
    assertThat(edit.takeBack()).isTrue();
    assertThat(Files.readString(file)).as("what the agent started with").isEqualTo(before);
    assertThat(edit.takeBack()).isFalse();
    Text third = settings.read();
    settings.save(third.text().replace("site: s1", "site: s4"), third.hash());
    edit.proved();
    assertThat(edit.takeBack()).isFalse();
    assertThat(Files.readString(file)).contains("site: s4");
  }

  @Test
  void lane_isDrawn_withTheSameChecks() throws IOException {
    List<SharePoint> line = List.of(new SharePoint(0, 0.5), new SharePoint(1, 0.5));
    assertThat(settings.draw("in", Map.of("tripLine", line)).done()).isTrue();
    assertThat(Files.readString(file)).contains("    tripLine: [[0, 0.5], [1, 0.5]]\n");
    Saved two = settings.draw("in", Map.of("polygon", line));
    assertThat(two.done()).isFalse();
    assertThat(two.faults().stream().filter(Fault::error).map(Fault::key))
        .containsExactly("lanes[0].polygon");
    assertThatThrownBy(() -> settings.draw("x", Map.of("tripLine", line)))
        .isInstanceOf(Refusal.class);
  }
}
