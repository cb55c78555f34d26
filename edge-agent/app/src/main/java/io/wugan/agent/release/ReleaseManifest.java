package io.wugan.agent.release;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a release is, and every file of it. It is what is signed.
 *
 * @param version of the release
 * @param platform whose natives it has, as {@code linux-arm64}
 * @param leastJava oldest Java that runs it
 * @param ledger version of the tables it writes
 * @param ledgerOldest programs whose tables are not older go on with what it has written
 * @param files all of them; {@code wugan.jar} is one
 * @param links second names of files in the same folder, by path; a library may be asked for by two
 */
public record ReleaseManifest(
    ReleaseVersion version,
    String platform,
    int leastJava,
    int ledger,
    int ledgerOldest,
    List<Entry> files,
    Map<String, String> links) {

  /** The file that is run. */
  public static final String PROGRAM = "wugan.jar";

  /** More options of the Java virtual machine, one on each line; may be left out. */
  public static final String OPTIONS = "jvm.options";

  static final int MOST_FILES = 500;
  static final long MOST_BYTES = 1L << 30;
  private static final int MOST_TEXT = 96 * 1024;
  private static final Pattern PATH =
      Pattern.compile(
          "[A-Za-z0-9_][A-Za-z0-9._+-]{0,120}(?:/[A-Za-z0-9_][A-Za-z0-9._+-]{0,120}){0,3}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MOST_TEXT)
                          .maxNestingDepth(8)
                          .maxStringLength(1024)
                          .build())
                  .build())
          .build();

  /**
   * One file.
   *
   * @param path below the release's folder, with {@code /}
   * @param bytes its length
   * @param sha256 of its bytes, as 64 hexadecimal digits
   */
  public record Entry(String path, long bytes, String sha256) {

    public Entry {
      if (!PATH.matcher(path).matches()) {
        throw new IllegalArgumentException("files: no file of a release is called '" + path + "'");
      }
      if (bytes < 0 || bytes > MOST_BYTES || !SHA256.matcher(sha256).matches()) {
        throw new IllegalArgumentException("files: length or sum of " + path + " is none");
      }
    }
  }

  public ReleaseManifest {
    files = List.copyOf(files);
    links = new TreeMap<>(links);
    Set<String> paths = new HashSet<>();
    long bytes = 0;
    for (Entry file : files) {
      if (!paths.add(file.path())) {
        throw new IllegalArgumentException("files: " + file.path() + " stands there twice");
      }
      bytes += file.bytes();
    }
    for (Map.Entry<String, String> link : links.entrySet()) {
      if (!PATH.matcher(link.getKey()).matches()
          || !paths.add(link.getKey())
          || !paths.contains(target(link))) {
        throw new IllegalArgumentException("links: " + link.getKey() + " leads to no file");
      }
    }
    if (paths.size() > MOST_FILES || bytes > MOST_BYTES || !paths.contains(PROGRAM)) {
      throw new IllegalArgumentException(
          "files: %d with %d bytes; at most %d with %d bytes are wanted, one of them %s"
              .formatted(files.size(), bytes, MOST_FILES, MOST_BYTES, PROGRAM));
    }
  }

  /** Path of the file that a link names. */
  static String target(Map.Entry<String, String> link) {
    String path = link.getKey();
    return path.substring(0, path.lastIndexOf('/') + 1) + link.getValue();
  }

  /** All bytes of its files. */
  public long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }

  /**
   * Reads one.
   *
   * @throws IOException saying what is wrong with it
   */
  static ReleaseManifest read(byte[] json) throws IOException {
    try {
      JsonNode root = JSON.readTree(json);
      if (!"wugan".equals(root.path("product").asText())) {
        throw new IOException("product: '" + root.path("product").asText() + "'; wugan is wanted");
      }
      List<Entry> files = new ArrayList<>();
      for (JsonNode file : root.path("files")) {
        files.add(
            new Entry(
                file.path("path").asText(),
                file.path("bytes").asLong(-1),
                file.path("sha256").asText()));
      }
      Map<String, String> links = new HashMap<>();
      for (Map.Entry<String, JsonNode> link : root.path("links").properties()) {
        links.put(link.getKey(), link.getValue().asText());
      }
      return new ReleaseManifest(
          new ReleaseVersion(root.path("version").asText()),
          root.path("platform").asText(),
          root.path("leastJava").asInt(),
          root.path("ledger").asInt(),
          root.path("ledgerOldest").asInt(),
          files,
          links);
    } catch (JsonProcessingException broken) {
      throw new IOException("no JSON: " + broken.getOriginalMessage(), broken);
    } catch (IllegalArgumentException useless) {
      throw new IOException(useless.getMessage(), useless);
    }
  }

  /** As it is signed. */
  public String json() {
    ObjectNode root =
        JSON.createObjectNode()
            .put("product", "wugan")
            .put("version", version.text())
            .put("platform", platform)
            .put("leastJava", leastJava)
            .put("ledger", ledger)
            .put("ledgerOldest", ledgerOldest);
    ArrayNode list = root.putArray("files");
    for (Entry file : files) {
      list.addObject()
          .put("path", file.path())
          .put("bytes", file.bytes())
          .put("sha256", file.sha256());
    }
    ObjectNode names = root.putObject("links");
    links.forEach(names::put);
    return root.toString();
  }
}
