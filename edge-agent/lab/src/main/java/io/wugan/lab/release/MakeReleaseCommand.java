package io.wugan.lab.release;

import io.wugan.agent.release.Checksum;
import io.wugan.agent.release.ReleaseManifest;
import io.wugan.agent.release.ReleaseVersion;
import io.wugan.agent.release.ReleaseWriter;
import io.wugan.lab.command.CommandSigner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan make-release}: a signed bundle of a program folder, for boards to install. */
@Command(
    name = "make-release",
    mixinStandardHelpOptions = true,
    description = {
      "Make a signed release of a program folder, as it lies in the Debian package:",
      "  dpkg-deb -x wugan_0.2.0_arm64.deb x && wugan make-release --program x/usr/lib/wugan …",
      "How boards take it: docs/updates.md."
    })
public final class MakeReleaseCommand implements Callable<Integer> {

  @Option(
      names = "--program",
      required = true,
      paramLabel = "DIR",
      description = "Folder with wugan.jar, lib/ and native/.")
  private Path program = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Private key: PEM, PKCS#8, Ed25519 or ECDSA P-256.")
  private Path key = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      description = "Whose natives it has (default: ${DEFAULT-VALUE}).")
  private String platform = "linux-arm64";

  @Option(
      names = "--since",
      paramLabel = "DIR",
      description = "Leave out what boards with this program have already: a smaller download.")
  private @Nullable Path since;

  @Option(names = "--out", paramLabel = "DIR", description = "Where to put it (default: here).")
  private Path out = Path.of(".");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    ReleaseVersion version = version();
    Path bundle = out.resolve("wugan-" + version + "-" + platform + ".wugan");
    CommandSigner signer = CommandSigner.load(key);
    ReleaseManifest manifest =
        ReleaseWriter.write(program, version, platform, signer::sign, this::isKnown, bundle);
    PrintWriter lines = spec.commandLine().getOut();
    lines.printf(
        "%s: %d files, %d bytes unpacked%n", bundle, manifest.files().size(), manifest.bytes());
    lines.printf(
        "{\"version\":\"%s\",\"bytes\":%d,\"sha256\":\"%s\",\"url\":\"https://…\"}%n",
        version, Files.size(bundle), Checksum.of(bundle));
    lines.flush();
    return 0;
  }

  private boolean isKnown(ReleaseManifest.Entry entry) {
    if (since == null) {
      return false;
    }
    try {
      Path known = since.resolve(entry.path());
      return Files.isRegularFile(known) && Checksum.of(known).equals(entry.sha256());
    } catch (IOException unreadable) {
      return false; // it goes into the bundle
    }
  }

  /** The version that the program says it is. */
  private ReleaseVersion version() throws IOException {
    Path jar = program.resolve(ReleaseManifest.PROGRAM);
    if (!Files.isRegularFile(jar)) {
      throw new ParameterException(
          spec.commandLine(), "--program: " + program + " has no " + ReleaseManifest.PROGRAM);
    }
    try (JarFile opened = new JarFile(jar.toFile())) {
      String text =
          opened.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return Optional.ofNullable(text)
          .flatMap(ReleaseVersion::find)
          .orElseThrow(
              () ->
                  new ParameterException(
                      spec.commandLine(),
                      jar
                          + " says it is version '"
                          + text
                          + "'; wanted are "
                          + ReleaseVersion.ALLOWED));
    }
  }
}
