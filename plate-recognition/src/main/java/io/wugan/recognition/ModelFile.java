package io.wugan.recognition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One network and its description: {@code <name>.onnx} beside {@code <name>.json}, whose {@code
 * sha256} proves that they belong together. Immutable.
 */
final class ModelFile {

  private static final String BUILT_IN = "model/";
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String place;
  private final byte[] onnx;
  private final JsonNode description;
  private final String sha256;

  private ModelFile(String place, byte[] onnx, JsonNode description, String sha256) {
    this.place = place;
    this.onnx = onnx;
    this.description = description;
    this.sha256 = sha256;
  }

  /**
   * Reads a model and checks its hash.
   *
   * @param directory where it lies; empty for the built-in one
   * @throws RecognitionException if a file is missing, damaged, or they do not belong together
   */
  static ModelFile load(Optional<Path> directory, String name) {
    byte[] onnx = bytes(directory, name + ".onnx");
    String jsonName = name + ".json";
    JsonNode description = parse(bytes(directory, jsonName), place(directory, jsonName));
    ModelFile model = new ModelFile(place(directory, name), onnx, description, sha256(onnx));
    String expected = model.text("sha256");
    if (!expected.equalsIgnoreCase(model.sha256)) {
      throw new RecognitionException(
          place(directory, name + ".onnx")
              + " has the SHA-256 "
              + model.sha256
              + ", but "
              + jsonName
              + " beside it belongs to "
              + expected
              + "; take both files from one release or one training run");
    }
    return model;
  }

  private static String place(Optional<Path> directory, String file) {
    return directory.map(folder -> folder.resolve(file).toString()).orElse("built-in " + file);
  }

  private static byte[] bytes(Optional<Path> directory, String file) {
    try {
      return directory.isPresent()
          ? Files.readAllBytes(directory.get().resolve(file))
          : builtIn(file);
    } catch (IOException e) {
      throw new RecognitionException(
          "cannot read "
              + place(directory, file)
              + "; a folder of models holds"
              + " plate-detector.onnx, plate-detector.json, plate-reader.onnx and"
              + " plate-reader.json",
          e);
    }
  }

  private static byte[] builtIn(String file) throws IOException {
    try (InputStream in = ModelFile.class.getResourceAsStream(BUILT_IN + file)) {
      if (in == null) {
        throw new RecognitionException("the built-in " + file + " is missing from this program");
      }
      return in.readAllBytes();
    }
  }

  private static JsonNode parse(byte[] json, String place) {
    try {
      JsonNode root = JSON.readTree(json);
      if (!root.isObject()) {
        throw new RecognitionException(place + " must hold one JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new RecognitionException(place + " is not valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new RecognitionException("cannot read " + place, e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      // Every Java platform has SHA-256 (java.security.MessageDigest).
      throw new IllegalStateException(impossible);
    }
  }

  /** Path without its ending, for messages. */
  String place() {
    return place;
  }

  /** The network's bytes; not to be changed. */
  byte[] onnx() {
    return onnx;
  }

  /** Name, version and hash, for people. */
  String info() {
    return text("name") + " " + text("version") + " (" + sha256.substring(0, 12) + ")";
  }

  /** Multiply-accumulates for one pixel of the input; 0 where the description does not tell. */
  double macsPerPixel() {
    JsonNode macs = node("macs");
    if (macs.isNumber()) {
      return macs.doubleValue()
          / (integer(1, 4096, "input", "width") * integer(1, 4096, "input", "height"));
    }
    // Of a network that takes any size: {"640x384": 658145280}.
    for (Map.Entry<String, JsonNode> size : macs.properties()) {
      Matcher sides = SIZE.matcher(size.getKey());
      if (sides.matches()) {
        return size.getValue().doubleValue()
            / (Integer.parseInt(sides.group(1)) * Integer.parseInt(sides.group(2)));
      }
    }
    return 0;
  }

  /** A text of the description, by its path of keys. */
  String text(String... keys) {
    JsonNode node = node(keys);
    if (!node.isTextual()) {
      throw wrong("a text", keys);
    }
    return node.textValue();
  }

  /** A number of the description between {@code least} and {@code greatest}. */
  double number(double least, double greatest, String... keys) {
    JsonNode node = node(keys);
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= least && value <= greatest)) {
      throw wrong("a number from " + least + " to " + greatest, keys);
    }
    return value;
  }

  /** A whole number of the description. */
  int integer(int least, int greatest, String... keys) {
    double value = number(least, greatest, keys);
    if (value != Math.rint(value)) {
      throw wrong("a whole number", keys);
    }
    return (int) value;
  }

  /** A list of whole numbers of the description. */
  List<Integer> integers(int least, int greatest, String... keys) {
    return elements(keys)
        .map(
            node -> {
              if (!node.isInt() || node.intValue() < least || node.intValue() > greatest) {
                throw wrong("whole numbers from " + least + " to " + greatest, keys);
              }
              return node.intValue();
            })
        .toList();
  }

  /** A list of texts of the description. */
  List<String> texts(String... keys) {
    return elements(keys)
        .map(
            node -> {
              if (!node.isTextual()) {
                throw wrong("texts", keys);
              }
              return node.textValue();
            })
        .toList();
  }

  /** Refuses a value of the description. */
  RecognitionException wrong(String allowed, String... keys) {
    return new RecognitionException(
        place + ".json: \"" + String.join(".", keys) + "\" must be " + allowed);
  }

  private Stream<JsonNode> elements(String... keys) {
    JsonNode node = node(keys);
    if (!node.isArray()) {
      throw wrong("a list", keys);
    }
    return StreamSupport.stream(node.spliterator(), false);
  }

  private JsonNode node(String... keys) {
    JsonNode node = description;
    for (String key : keys) {
      node = node.path(key);
    }
    return node;
  }
}
