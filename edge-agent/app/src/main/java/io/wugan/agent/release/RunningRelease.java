package io.wugan.agent.release;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which release this process runs, as its launcher says by system properties.
 *
 * @param name a version, or {@code packaged}
 * @param releases folder of the releases
 * @param packaged folder of the packaged program
 */
public record RunningRelease(String name, Path releases, Path packaged) {

  /** Property: the release that runs. */
  public static final String NAME = "wugan.release";

  /** Property: the folder of the releases. */
  public static final String RELEASES = "wugan.releases";

  /** Property: the folder of the packaged program. */
  public static final String PACKAGED_IN = "wugan.packaged";

  /** That of this process; empty where no launcher has started it, as on a laptop. */
  public static Optional<RunningRelease> ofThisProcess() {
    String name = System.getProperty(NAME, "");
    String releases = System.getProperty(RELEASES, "");
    boolean known = name.equals(ReleaseState.PACKAGED) || ReleaseVersion.find(name).isPresent();
    return known && !releases.isEmpty()
        ? Optional.of(new RunningRelease(name, Path.of(releases), packagedProgram()))
        : Optional.empty();
  }

  /** Folder of the packaged program: as the launcher says, or where this program lies. */
  public static Path packagedProgram() {
    String told = System.getProperty(PACKAGED_IN, "");
    if (!told.isEmpty()) {
      return Path.of(told);
    }
    try {
      Path jar =
          Path.of(RunningRelease.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = jar.toAbsolutePath().getParent();
      return folder == null ? jar : folder;
    } catch (URISyntaxException | SecurityException unknown) {
      throw new IllegalStateException("the program does not know where it lies", unknown);
    }
  }

  /** The version that this program was built as; empty for one that is not packaged. */
  public static Optional<ReleaseVersion> builtVersion() {
    String version = RunningRelease.class.getPackage().getImplementationVersion();
    return version == null ? Optional.empty() : ReleaseVersion.find(version);
  }
}
