package io.wugan.lab.release;

import io.wugan.agent.release.Checksum;
import io.wugan.agent.release.ReleaseTarget;
import io.wugan.agent.release.ReleaseVersion;
import io.wugan.agent.release.ReleaseWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Makes releases of a program: good ones, and ones with a fault. Confined to the proof's thread.
 */
final class ReleaseShop {

  private static final int FLIPPED = 50_000;

  /**
   * A release that can be ordered.
   *
   * @param version it says it is
   * @param bundle the file
   * @param sha256 of the file
   */
  record Goods(String version, Path bundle, String sha256) {}

  private final Path program;
  private final Path folder;
  private final KeyPair trusted = pair();
  private final KeyPair stranger = pair();

  /**
   * @param program folder with wugan.jar, as the package has it
   * @param folder for what is made
   */
  ReleaseShop(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java since 15 has Ed25519", impossible);
    }
  }

  /** The file of the key that boards trust. */
  Path trustedKey() throws IOException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(trusted.getPublic().getEncoded());
    return Files.writeString(
        folder.resolve("releases.pem"),
        "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
  }

  /** A release with a fault, or without. */
  Goods make(String version, ReleaseFault fault) throws IOException {
    Path work = folder.resolve("program-" + version);
    link(program, work);
    Files.delete(work.resolve("wugan.jar"));
    rename(program.resolve("wugan.jar"), work.resolve("wugan.jar"), version, fault);
    if (!fault.options().isEmpty()) {
      Files.write(work.resolve("jvm.options"), fault.options());
    }
    String platform =
        fault == ReleaseFault.OTHER_PLATFORM
            ? "linux-riscv64"
            : ReleaseTarget.ofThisProgram(Optional.empty()).platform();
    Path bundle = folder.resolve("wugan-" + version + ".wugan");
    KeyPair signer = fault == ReleaseFault.OTHER_SIGNATURE ? stranger : trusted;
    ReleaseWriter.write(
        work,
        new ReleaseVersion(version),
        platform,
        manifest -> sign(manifest, signer),
        entry -> !entry.path().equals("wugan.jar") && !entry.path().equals("jvm.options"),
        bundle);
    damage(bundle, fault);
    String sum = fault == ReleaseFault.OTHER_SUM ? "0".repeat(64) : Checksum.of(bundle);
    return new Goods(version, bundle, sum);
  }

  private static void damage(Path bundle, ReleaseFault fault) throws IOException {
    byte[] bytes = Files.readAllBytes(bundle);
    if (fault == ReleaseFault.CUT_SHORT) {
      Files.write(bundle, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    } else if (fault == ReleaseFault.DAMAGED) {
      bytes[FLIPPED] ^= 1;
      Files.write(bundle, bytes);
    }
  }

  static void link(Path from, Path to) throws IOException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(from)) {
      found = walk.toList();
    }
    for (Path each : found) {
      Path target = to.resolve(from.relativize(each).toString());
      if (Files.isSymbolicLink(each)) {
        Files.createSymbolicLink(/* link= */ target, /* target= */ Files.readSymbolicLink(each));
      } else if (Files.isDirectory(each)) {
        Files.createDirectories(target);
      } else {
        Files.copy(each, target);
      }
    }
  }

  /** The same program, which says that it is of another version. */
  static void rename(Path jar, Path renamed, String version, ReleaseFault fault)
      throws IOException {
    try (JarFile from = new JarFile(jar.toFile());
        OutputStream out = Files.newOutputStream(renamed)) {
      Manifest manifest = new Manifest(from.getManifest());
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
      if (fault == ReleaseFault.NO_MAIN) {
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "io.wugan.Nothing");
      }
      try (JarOutputStream to = new JarOutputStream(out, manifest)) {
        for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
          JarEntry entry = entries.nextElement();
          if (!entry.getName().equals(JarFile.MANIFEST_NAME) && !entry.isDirectory()) {
            to.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream content = from.getInputStream(entry)) {
              content.transferTo(to);
            }
          }
        }
      }
    }
  }

  private static String sign(String manifest, KeyPair by) {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setPayload(manifest);
      signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
      signature.setKey(by.getPrivate());
      return signature.getCompactSerialization();
    } catch (JoseException unusable) {
      throw new IllegalStateException("Ed25519 cannot sign", unusable);
    }
  }
}
