package io.wugan.lab.sensor;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client of libcoap (Debian: libcoap3-bin), which is not ours. Immutable. */
final class LibcoapClient {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path program;

  private LibcoapClient(Path program) {
    this.program = program;
  }

  /** One by its name, such as {@code coap-client-openssl}, where it is installed. */
  static Optional<LibcoapClient> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(each -> !each.isBlank())
        .map(each -> Path.of(each, name))
        .filter(Files::isExecutable)
        .map(LibcoapClient::new)
        .findFirst();
  }

  String name() {
    return String.valueOf(program.getFileName());
  }

  /**
   * Asks over DTLS.
   *
   * @param words options before the address
   * @return what it printed, errors too
   */
  String ask(InetSocketAddress gateway, String path, String identity, String key, String... words)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-u", identity, "-k", key));
    all.addAll(List.of(words));
    return run("coaps", gateway, path, all);
  }

  /** Asks without DTLS. */
  String askPlainly(InetSocketAddress gateway, String path, String... words)
      throws IOException, InterruptedException {
    return run("coap", gateway, path, List.of(words));
  }

  private String run(String scheme, InetSocketAddress gateway, String path, List<String> words)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(words);
    line.add("%s://127.0.0.1:%d/%s".formatted(scheme, gateway.getPort(), path));
    Path out = Files.createTempFile("libcoap", ".out");
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
      return new String(Files.readAllBytes(out), StandardCharsets.UTF_8).strip();
    } finally {
      Files.deleteIfExists(out);
    }
  }
}
