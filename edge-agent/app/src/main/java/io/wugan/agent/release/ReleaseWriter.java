package io.wugan.agent.release;

import io.wugan.sync.ledger.LedgerVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    List<Path> found = files(program);
    ReleaseManifest manifest =
        new ReleaseManifest(
            version,
            platform,
            LEAST_JAVA,
            LedgerVersion.WRITTEN,
            LedgerVersion.OLDEST,
            entries(program, found),
            links(program, found));
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

  // The launcher is the package's: it has to be there whatever becomes of a release.
  private static List<Path> files(Path program) throws IOException {
    Set<Path> packaged =
        Set.of(
            program.resolve("launcher"), program.resolve("releases.sh"), program.resolve("stick"));
    try (Stream<Path> found = Files.walk(program)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> !packaged.contains(file))
          .sorted()
          .toList();
    }
  }

  private static List<ReleaseManifest.Entry> entries(Path program, List<Path> files)
      throws IOException {
    List<ReleaseManifest.Entry> entries = new ArrayList<>();
    for (Path file : files) {
      if (!Files.isSymbolicLink(file)) {
        entries.add(
            new ReleaseManifest.Entry(path(program, file), Files.size(file), Checksum.of(file)));
      }
    }
    return entries;
  }

  private static Map<String, String> links(Path program, List<Path> files) throws IOException {
    Map<String, String> links = new HashMap<>();
    for (Path file : files) {
      if (Files.isSymbolicLink(file)) {
        links.put(path(program, file), Files.readSymbolicLink(file).toString());
      }
    }
    return links;
  }

  private static String path(Path program, Path file) {
    return program.relativize(file).toString().replace('\\', '/');
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
