package io.wugan.agent.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.file.WholeFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What the cloud wants to run: one job, until another takes its place.
 *
 * @param id of the command
 * @param version the bundle must be of
 * @param url where the bundle is: {@code https://}, or {@code http://} to this very machine
 * @param bytes its length
 * @param sha256 of it, as 64 hexadecimal digits
 * @param older whether the version may be older than the one that runs
 * @param failure why the job has failed; empty as long as it has not
 */
record UpdateOrder(
    UUID id,
    ReleaseVersion version,
    URI url,
    long bytes,
    String sha256,
    boolean older,
    String failure) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String FILE = "order.json";

  UpdateOrder {
    boolean here = "127.0.0.1".equals(url.getHost()) || "localhost".equals(url.getHost());
    boolean safe = "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && here);
    if (url.getHost() == null || url.getUserInfo() != null || !safe) {
      throw new IllegalArgumentException(
          "url must be https://HOST/…, without a user; http:// to this very machine alone");
    }
    if (bytes < 1 || bytes > ReleaseManifest.MOST_BYTES) {
      throw new IllegalArgumentException("bytes must be 1 to " + ReleaseManifest.MOST_BYTES);
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits in lower case");
    }
  }

  /**
   * Reads what a command asks for.
   *
   * @throws IllegalArgumentException naming the key that is wrong and what is allowed
   */
  static UpdateOrder of(UUID id, JsonNode args) {
    String version = args.path("version").asText();
    if (ReleaseVersion.find(version).isEmpty()) {
      throw new IllegalArgumentException("version must be " + ReleaseVersion.ALLOWED);
    }
    return new UpdateOrder(
        id,
        new ReleaseVersion(version),
        URI.create(args.path("url").asText()),
        args.path("bytes").asLong(-1),
        args.path("sha256").asText(),
        args.path("older").asBoolean(false),
        "");
  }

  /** The job that is written down in a folder. */
  static Optional<UpdateOrder> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      UpdateOrder order = of(UUID.fromString(json.path("id").asText()), json);
      return Optional.of(order.failed(json.path("failure").asText()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException damaged) {
      throw new IOException(file + ": no job: " + damaged.getMessage(), damaged);
    }
  }

  /** Writes it down, so that it survives a power cut from the moment this returns. */
  void write(Path folder) throws IOException {
    String json =
        JSON.createObjectNode()
            .put("id", id.toString())
            .put("version", version.text())
            .put("url", url.toString())
            .put("bytes", bytes)
            .put("sha256", sha256)
            .put("older", older)
            .put("failure", failure)
            .toPrettyString();
    WholeFile.write(folder.resolve(FILE), json.getBytes(StandardCharsets.UTF_8));
  }

  static void forget(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }

  UpdateOrder failed(String why) {
    return new UpdateOrder(id, version, url, bytes, sha256, older, why);
  }
}
