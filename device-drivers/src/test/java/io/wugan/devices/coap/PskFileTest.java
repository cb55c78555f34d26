package io.wugan.devices.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PskFileTest {

  private static final String HEX = "00112233445566778899aabbccddeeff";

  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return TestKeys.write(folder.resolve("bays.psk"), text);
  }

  @Test
  void open_hexAndBase64_readsBoth() throws IOException {
    PskFile file =
        PskFile.open(
            write("# sensors\n\nbay-1 " + HEX + " # north\nbay-2\tAAECAwQFBgcICQoLDA0ODw==\n"));

    assertThat(file.identities()).containsExactlyInAnyOrder("bay-1", "bay-2");
    assertThat(file.findKey("bay-1").orElseThrow().getEncoded()).hasSize(16).startsWith(0, 0x11);
    assertThat(file.findKey("bay-2").orElseThrow().getEncoded()).hasSize(16).startsWith(0, 1, 2);
    assertThat(file.findKey("bay-3")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bay-1|line 1 has 1 words",
        "bay/1 00112233445566778899aabbccddeeff|line 1 has no identity",
        "bay-1 00112233|a key of 6 bytes; wanted: 16 to 32",
        "bay-1 ??|neither; wanted: hexadecimal digits or base64",
      })
  void open_wrongLine_saysWhichAndWhatIsWanted(String line, String message) throws IOException {
    Path file = write(line + "\n");

    assertThatThrownBy(() -> PskFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining("112233");
  }

  @Test
  void open_sameIdentityOrSameKeyTwice_isRefused() throws IOException {
    Path twice = write("a " + HEX + "\na " + HEX.replace('0', '1') + "\n");
    assertThatThrownBy(() -> PskFile.open(twice)).hasMessageContaining("line 2 has a a second");

    Path shared = write("a " + HEX + "\nb " + HEX + "\n");
    assertThatThrownBy(() -> PskFile.open(shared)).hasMessageContaining("the key of another");
  }

  @Test
  void open_othersMayRead_isRefused() throws IOException {
    Path file = write("a " + HEX + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> PskFile.open(file)).hasMessageContaining("chmod 600");
  }

  @Test
  void open_noFile_saysSo() {
    assertThatThrownBy(() -> PskFile.open(folder.resolve("none.psk")))
        .hasMessageContaining("there is no such file");
  }

  @Test
  void refresh_changedFile_namesWhoseSessionsEnd() throws IOException {
    Path path = write("a " + HEX + "\nb " + HEX.replace('0', '1') + "\nc " + TestKeys.hex(3));
    PskFile file = PskFile.open(path);
    assertThat(file.refresh()).isEmpty();

    write("a " + HEX + "\nb " + HEX.replace('0', '2') + "\nd " + HEX.replace('0', '3') + "\n");

    assertThat(file.refresh()).containsExactlyInAnyOrder("b", "c");
    assertThat(file.identities()).containsExactlyInAnyOrder("a", "b", "d");
  }

  @Test
  void refresh_fileThatBreaks_keepsTheKeys() throws IOException {
    Path path = write("a " + HEX + "\n");
    PskFile file = PskFile.open(path);

    write("a\n");
    Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));

    assertThat(file.refresh()).isEmpty();
    assertThat(file.findKey("a")).isPresent();
  }

  @Test
  void derive_otherKeysOrPurpose_givesAnother() throws IOException {
    PskFile one = PskFile.open(write("a " + HEX + "\nb " + TestKeys.hex(2) + "\n"));
    PskFile reordered = PskFile.open(write("b " + TestKeys.hex(2) + "\na " + HEX + "\n"));
    PskFile other = PskFile.open(write("a " + HEX + "\nb " + TestKeys.hex(3) + "\n"));

    assertThat(one.derive("x").getEncoded())
        .hasSize(32)
        .isEqualTo(reordered.derive("x").getEncoded());
    assertThat(one.derive("x")).isNotEqualTo(one.derive("y")).isNotEqualTo(other.derive("x"));
  }
}
