package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.wugan.sync.uplink.TlsFiles;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real HTTPS server whose certificate nobody else knows. */
class UploadTlsTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path directory;

  private static void keytool(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private HttpsServer server(Path certificate) throws Exception {
    Path store = directory.resolve("store.p12");
    keytool(
        "-genkeypair -alias s -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2"
            + " -storetype pkcs12 -storepass changeit -keystore "
            + store);
    keytool(
        "-exportcert -rfc -alias s -storepass changeit -keystore "
            + store
            + " -file "
            + certificate);
    KeyStore keys = KeyStore.getInstance("pkcs12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static int put(PictureUpload upload, String host, int port, Duration limit)
      throws Exception {
    URI address = URI.create("https://" + host + ":" + port + "/p");
    return upload.put(new byte[1000], "ab".repeat(32), address, Map.of(), limit);
  }

  @Test
  void server_mustBeOfTheGivenAuthority_andOfItsName() throws Exception {
    Path certificate = directory.resolve("ca.pem");
    HttpsServer server = server(certificate);
    try {
      int port = server.getAddress().getPort();
      TlsFiles files = new TlsFiles(Optional.of(certificate), Optional.empty(), Optional.empty());
      PictureUpload trusting = new PictureUpload(files.context(Instant.now()));

      assertThat(put(trusting, "localhost", port, LIMIT)).isEqualTo(1);
      assertThatThrownBy(() -> put(new PictureUpload(), "localhost", port, SHORT))
          .hasMessageContaining("PKIX");
      assertThatThrownBy(() -> put(trusting, "127.0.0.1", port, SHORT))
          .as("another name")
          .hasMessageContaining("127.0.0.1");
    } finally {
      server.stop(0);
    }
  }
}
