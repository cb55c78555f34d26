package io.wugan.lab.est;

import io.wugan.lab.process.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A certificate authority in a folder, by the program {@code openssl} (3.0 or newer). Its key has
 * no password: for laptops and proofs. Thread-safe.
 */
public final class OpensslAuthority {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int CA_DAYS = 3650;
  private static final Pattern COMMON_NAME =
      Pattern.compile("(?m)^subject=.*?CN=([^,\\r\\n]{1,64})");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;

  private OpensslAuthority(Path folder) {
    this.folder = folder;
  }

  /**
   * What a request asks for.
   *
   * @param name common name in it
   * @param publicKey its key, PEM
   */
  record Request(String name, String publicKey) {}

  /**
   * A certificate in a file, and its key.
   *
   * @param certificate PEM
   * @param key PEM, PKCS#8
   */
  public record Pair(Path certificate, Path key) {}

  /**
   * Opens an authority, or makes one.
   *
   * @param folder of its key and certificate; made where it is missing
   * @throws IOException if there is no {@code openssl}, or it fails
   */
  public static OpensslAuthority open(Path folder, String name)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    OpensslAuthority authority = new OpensslAuthority(folder);
    if (!Files.exists(authority.certificate())) {
      authority.makeSelf(name);
    }
    return authority;
  }

  /** Its own certificate, PEM. */
  public Path certificate() {
    return folder.resolve("ca.pem");
  }

  private Path key() {
    return folder.resolve("ca.key");
  }

  private void makeSelf(String name) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("req", "-x509", "-nodes"));
    words.addAll(newKey(key()));
    words.addAll(List.of("-days", String.valueOf(CA_DAYS), "-subj", "/CN=" + name));
    words.addAll(List.of("-addext", "basicConstraints=critical,CA:TRUE"));
    words.addAll(List.of("-addext", "keyUsage=critical,keyCertSign,cRLSign"));
    words.addAll(List.of("-out", certificate().toString()));
    openssl(words);
  }

  private static List<String> newKey(Path key) {
    return List.of(
        "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", key.toString());
  }

  /**
   * A certificate for a server.
   *
   * @param file name of its files, without their endings
   * @param names of the server, DNS names or addresses; the first is its common name
   */
  public Pair server(String file, List<String> names, int days)
      throws IOException, InterruptedException {
    String alternatives =
        names.stream()
            .map(name -> (name.matches("[0-9.]+|[0-9a-fA-F:]*:.*") ? "IP:" : "DNS:") + name)
            .collect(Collectors.joining(","));
    return issue(file, names.get(0), days, "serverAuth", "subjectAltName=" + alternatives);
  }

  /**
   * A certificate for a client that is no board, such as the cloud's own at the broker.
   *
   * @param name common name, and name of its files without their endings
   */
  public Pair client(String name, int days) throws IOException, InterruptedException {
    return issue(name, name, days, "clientAuth", "");
  }

  private Pair issue(String file, String name, int days, String usage, String more)
      throws IOException, InterruptedException {
    Pair pair = new Pair(folder.resolve(file + ".pem"), folder.resolve(file + ".key"));
    Path request = folder.resolve(file + ".csr");
    List<String> words = new ArrayList<>(List.of("req", "-new", "-nodes"));
    words.addAll(newKey(pair.key()));
    words.addAll(List.of("-subj", "/CN=" + name, "-outform", "DER"));
    words.addAll(List.of("-out", request.toString()));
    openssl(words);
    sign(request, pair.certificate(), days, usage, more);
    return pair;
  }

  /**
   * Looks at a request: whether its key has signed it, and what it asks for.
   *
   * @param request PKCS#10, DER
   * @return empty if it is none, or its signature is wrong
   */
  Optional<Request> read(byte[] request) throws IOException, InterruptedException {
    Path file = Files.createTempFile(folder, "request", ".der");
    try {
      Files.write(file, request);
      ShortProgram.Result looked =
          run(
              List.of(
                  "req",
                  "-inform",
                  "DER",
                  "-in",
                  file.toString(),
                  "-verify",
                  "-noout",
                  "-subject",
                  "-nameopt",
                  "RFC2253",
                  "-pubkey"));
      Matcher name = COMMON_NAME.matcher(looked.said());
      if (!looked.isGood() || !looked.said().contains("verify OK") || !name.find()) {
        return Optional.empty();
      }
      int from = looked.said().indexOf("-----BEGIN PUBLIC KEY-----");
      int to = looked.said().indexOf("-----END PUBLIC KEY-----");
      return from < 0 || to < from
          ? Optional.empty()
          : Optional.of(new Request(name.group(1), looked.said().substring(from, to)));
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Signs a request for a client. What it asks for beside name and key is not looked at.
   *
   * @return the certificate in a PKCS#7 without signers, DER
   */
  byte[] sign(byte[] request, int days) throws IOException, InterruptedException {
    Path asked = Files.createTempFile(folder, "request", ".der");
    Path signed = Files.createTempFile(folder, "signed", ".pem");
    try {
      Files.write(asked, request);
      sign(asked, signed, days, "clientAuth", "");
      return bundle(List.of(signed));
    } finally {
      Files.delete(asked);
      Files.delete(signed);
    }
  }

  /** Its own certificate in a PKCS#7 without signers, DER. */
  byte[] authorities() throws IOException, InterruptedException {
    return bundle(List.of(certificate()));
  }

  private void sign(Path request, Path out, int days, String usage, String more)
      throws IOException, InterruptedException {
    Path extensions = Files.createTempFile(folder, "extensions", ".cnf");
    byte[] serial = new byte[15];
    RANDOM.nextBytes(serial);
    try {
      Files.writeString(
          extensions,
          """
          basicConstraints=critical,CA:FALSE
          keyUsage=critical,digitalSignature
          extendedKeyUsage=%s
          subjectKeyIdentifier=hash
          authorityKeyIdentifier=keyid
          %s
          """
              .formatted(usage, more));
      openssl(
          List.of(
              "x509",
              "-req",
              "-inform",
              "DER",
              "-in",
              request.toString(),
              "-CA",
              certificate().toString(),
              "-CAkey",
              key().toString(),
              "-set_serial",
              "0x01" + HexFormat.of().formatHex(serial),
              "-days",
              String.valueOf(days),
              "-extfile",
              extensions.toString(),
              "-out",
              out.toString()));
    } finally {
      Files.delete(extensions);
    }
  }

  private byte[] bundle(List<Path> certificates) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "bundle", ".p7b");
    try {
      List<String> words = new ArrayList<>(List.of("crl2pkcs7", "-nocrl", "-outform", "DER"));
      certificates.forEach(each -> words.addAll(List.of("-certfile", each.toString())));
      words.addAll(List.of("-out", out.toString()));
      openssl(words);
      return Files.readAllBytes(out);
    } finally {
      Files.delete(out);
    }
  }

  private static void openssl(List<String> words) throws IOException, InterruptedException {
    ShortProgram.Result result = run(words);
    if (!result.isGood()) {
      throw new IOException("openssl " + words.get(0) + ": " + result.said());
    }
  }

  private static ShortProgram.Result run(List<String> words)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("openssl"));
    line.addAll(words);
    return ShortProgram.run(line, LIMIT);
  }
}
