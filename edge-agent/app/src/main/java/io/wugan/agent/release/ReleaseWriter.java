package io.wugan.agent.release;

import io.wugan.sync.ledger.LedgerVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a bundle of a program folder; what a board opens is {@link ReleaseBundle}. The same folder
 * and signature give the same bytes. Stateless.
 */
public final class ReleaseWriter {

  private static final int LEAST_JAVA = 17;
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
  // Jars are packed already.
  private static final int LEVEL = 1;

  private ReleaseWriter() {}

  /**
   * Writes a bundle.
   *
   * @param program folder with {@code wugan.jar} and what it needs
   * @param version of the release
   * @param platform whose natives the folder has
   * @param signer makes a JSON Web Signature of the manifest
   * @param leftOut paths that every board has already, byte for byte
   * @param bundle is written anew
   * @return what was signed
   * @throws IOException if a file cannot be read or written
   */
  public static ReleaseManifest write(
      Path program,
      ReleaseVersion version,
      String platform,
      UnaryOperator<String> signer,
      Predicate<ReleaseManifest.Entry> leftOut,
      Path bundle)
      throws IOException {
    ReleaseManifest manifest =
        new ReleaseManifest(
            version,
            platform,
            LEAST_JAVA,
            LedgerVersion.WRITTEN,
            LedgerVersion.OLDEST,
            entries(program));
    try (OutputStream out = Files.newOutputStream(bundle);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(LEVEL);
      put(zip, ReleaseBundle.MANIFEST, signer.apply(manifest.json()));
      for (ReleaseManifest.Entry entry : manifest.files()) {
        if (!leftOut.test(entry)) {
          zip.putNextEntry(entry(entry.path()));
          Files.copy(program.resolve(entry.path()), zip);
          zip.closeEntry();
        }
      }
    }
    return manifest;
  }

  private static List<ReleaseManifest.Entry> entries(Path program) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(program)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    List<ReleaseManifest.Entry> entries = new ArrayList<>();
    for (Path file : files) {
      String path = program.relativize(file).toString().replace('\\', '/');
      entries.add(new ReleaseManifest.Entry(path, Files.size(file), Checksum.of(file)));
    }
    return entries;
  }

  private static void put(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(entry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    return entry;
  }
}
