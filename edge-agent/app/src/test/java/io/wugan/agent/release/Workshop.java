package io.wugan.agent.release;

import io.wugan.sync.contract.CommandKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Makes small programs and signs releases of them. */
final class Workshop {

  static final String PLATFORM = ReleaseTarget.ofThisProgram(Optional.empty()).platform();

  private final Path folder;
  private final KeyPair pair;

  Workshop(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    try {
      this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A program with two libraries, one of which never changes. */
  Path program(String says) throws IOException {
    Path program = Files.createDirectories(folder.resolve("program-" + says));
    Files.writeString(program.resolve("wugan.jar"), "program " + says);
    Files.createDirectories(program.resolve("lib"));
    Files.writeString(program.resolve("lib/changes.jar"), "library of " + says);
    Files.writeString(program.resolve("lib/stays.jar"), "the same always");
    return program;
  }

  Path bundle(String version) throws IOException {
    return bundle(program(version), version, PLATFORM, entry -> false);
  }

  Path bundle(
      Path program, String version, String platform, Predicate<ReleaseManifest.Entry> leftOut)
      throws IOException {
    Path bundle = folder.resolve("wugan-" + version + "-" + platform + ".wugan");
    ReleaseWriter.write(
        program, new ReleaseVersion(version), platform, this::sign, leftOut, bundle);
    return bundle;
  }

  String sign(String manifest) {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setPayload(manifest);
      signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
      signature.setKey(pair.getPrivate());
      return signature.getCompactSerialization();
    } catch (JoseException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  /** The file of the key that is to be trusted. */
  Path trusted() throws IOException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(pair.getPublic().getEncoded());
    return Files.writeString(
        folder.resolve("releases.pem"),
        "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
  }

  CommandKeys keys() throws IOException {
    return CommandKeys.load(trusted());
  }

  static ReleaseTarget target(String running) {
    return ReleaseTarget.ofThisProgram(ReleaseVersion.find(running));
  }
}
