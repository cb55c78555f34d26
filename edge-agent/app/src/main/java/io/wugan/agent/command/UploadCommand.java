package io.wugan.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.evidence.PictureUpload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The command {@code upload}: a picture is put to an address that the cloud has signed. */
public final class UploadCommand implements CommandHandler {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern VALUE = Pattern.compile("[ -~]{0,1024}");
  private static final int MOST_HEADERS = 10;

  // Other commands wait behind it: what takes longer goes on where it stopped when it is asked for
  // again.
  private static final Duration LIMIT = Duration.ofSeconds(45);

  private final Path evidence;
  private final PictureUpload upload = new PictureUpload();

  /**
   * @param evidence folder of the pictures
   */
  public UploadCommand(Path evidence) {
    this.evidence = evidence;
  }

  @Override
  public CommandOutcome handle(CloudCommand command) throws IOException, InterruptedException {
    String sha256 = command.args().path("picture").asText();
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("picture must be a SHA-256 of 64 digits 0-9 and a-f");
    }
    URI address = address(command.args().path("url").asText());
    byte[] jpeg;
    try {
      jpeg = Files.readAllBytes(FileEvidenceStore.fileOf(evidence, sha256));
    } catch (NoSuchFileException gone) {
      throw new IOException("there is no such picture here, or no longer", gone);
    }
    int requests = upload.put(jpeg, sha256, address, headers(command.args()), LIMIT);
    return CommandOutcome.done(
        "put with " + requests + " requests",
        Map.of("picture", sha256, "bytes", Integer.toString(jpeg.length)));
  }

  /** The address is a secret: whoever has it may write there. It is not told. */
  private static URI address(String text) {
    try {
      URI address = URI.create(text);
      if (PictureUpload.mayCarry(address)) {
        return address;
      }
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException("url must be an address", none);
    }
    throw new IllegalArgumentException("url must begin with https:// and hold no user");
  }

  private static Map<String, String> headers(JsonNode args) {
    Map<String, String> headers = new LinkedHashMap<>();
    JsonNode wanted = args.path("headers");
    if (wanted.size() > MOST_HEADERS) {
      throw new IllegalArgumentException("headers must be at most " + MOST_HEADERS);
    }
    for (Map.Entry<String, JsonNode> header : wanted.properties()) {
      String value = header.getValue().asText();
      if (!NAME.matcher(header.getKey()).matches() || !VALUE.matcher(value).matches()) {
        throw new IllegalArgumentException("headers must be names and texts of ASCII");
      }
      headers.put(header.getKey(), value);
    }
    return headers;
  }
}
