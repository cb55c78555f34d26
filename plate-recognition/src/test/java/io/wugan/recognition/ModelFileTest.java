package io.wugan.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of models may look like, tried by damaging a copy of the built-in ones. */
class ModelFileTest {

  private static final List<String> FILES =
      List.of(
          "plate-detector.onnx", "plate-detector.json", "plate-reader.onnx", "plate-reader.json");

  @TempDir private Path folder;

  @BeforeEach
  void copyBuiltInModels() throws IOException {
    for (String file : FILES) {
      try (InputStream in = ModelFile.class.getResourceAsStream("model/" + file)) {
        Files.copy(in, folder.resolve(file));
      }
    }
  }

  private void open() {
    OnnxPlateRecognizer.open(RecognizerSettings.defaults().withModelDirectory(folder)).close();
  }

  private void refused(String... parts) {
    assertThatThrownBy(this::open)
        .isInstanceOf(RecognitionException.class)
        .hasMessageContainingAll(parts);
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String before = Files.readString(path);
    String after = before.replaceFirst(from, to);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(path, after);
  }

  private void replaceNetwork(String name, byte[] bytes) throws Exception {
    Files.write(folder.resolve(name + ".onnx"), bytes);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    edit(name + ".json", "\"sha256\": ?\"[0-9a-f]+\"", "\"sha256\": \"" + hash + "\"");
  }

  @Test
  void folder_complete_isTaken() {
    open();
  }

  @Test
  void network_ofAnotherHash_isRefused() throws IOException {
    Path onnx = folder.resolve("plate-reader.onnx");
    byte[] bytes = Files.readAllBytes(onnx);
    bytes[bytes.length / 2] ^= 1;
    Files.write(onnx, bytes);
    refused("plate-reader.onnx has the SHA-256", "plate-reader.json", "one release");
  }

  @Test
  void file_missing_isNamedWithWhatBelongsThere() throws IOException {
    Files.delete(folder.resolve("plate-detector.json"));
    refused("cannot read " + folder.resolve("plate-detector.json"), "plate-reader.onnx");
  }

  @Test
  void description_noJson_isRefused() throws IOException {
    Files.writeString(folder.resolve("plate-reader.json"), "alphabet: [");
    refused("plate-reader.json is not valid JSON");
    Files.writeString(folder.resolve("plate-reader.json"), "[]");
    refused("plate-reader.json must hold one JSON object");
  }

  @Test
  void description_lackingAKey_isRefusedWithWhatIsAllowed() throws IOException {
    edit("plate-detector.json", "\"scoreThreshold\"", "\"threshold\"");
    refused("plate-detector.json: \"scoreThreshold\" must be a number from 0.0 to 1.0");
  }

  @Test
  void description_withAValueOutOfRange_isRefused() throws IOException {
    edit("plate-detector.json", "\"firstLongSide\": ?\\d+", "\"firstLongSide\": 5");
    refused("\"passes.firstLongSide\" must be a number from 64.0 to 4096.0");
  }

  @Test
  void description_withAnUnknownColor_isRefused() throws IOException {
    edit("plate-reader.json", "\"YELLOW_GREEN\"", "\"PINK\"");
    refused("\"colors\" must be of [UNKNOWN, BLUE");
  }

  @Test
  void description_withAnAlphabetOfAnotherSize_isRefused() throws IOException {
    edit("plate-reader.json", "\"京\",", "");
    refused("plate-reader.onnx", "\"chars\"", "shape");
  }

  @Test
  void network_noOnnx_isRefused() throws Exception {
    replaceNetwork("plate-detector", new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    refused("plate-detector.onnx", "ONNX");
  }

  @Test
  void network_ofAnotherTask_isRefused() throws Exception {
    replaceNetwork("plate-reader", Files.readAllBytes(folder.resolve("plate-detector.onnx")));
    refused("plate-reader.onnx", "chars");
  }
}
