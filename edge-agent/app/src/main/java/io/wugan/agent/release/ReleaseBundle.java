package io.wugan.agent.release;

import io.wugan.sync.contract.CommandKeys;
import io.wugan.sync.contract.UntrustedMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A signed release in one file: a ZIP archive with {@value #MANIFEST}, a JSON Web Signature in
 * compact form (RFC 7515) over the {@link ReleaseManifest}, and the files beside it. Files that the
 * board has already, byte for byte, may be left out. Confined to one thread.
 */
public final class ReleaseBundle implements AutoCloseable {

  /** Entry of the signed manifest. */
  public static final String MANIFEST = "release.jws";

  private static final String SUMS = "SHA256SUMS";
  private static final int MOST_MANIFEST = 160 * 1024;
  private static final int PIECE = 64 * 1024;

  private final Path file;
  private final ZipFile archive;
  private final ReleaseManifest manifest;
  private final byte[] signed;

  private ReleaseBundle(Path file, ZipFile archive, ReleaseManifest manifest, byte[] signed) {
    this.file = file;
    this.archive = archive;
    this.manifest = manifest;
    this.signed = signed;
  }

  /**
   * Opens a bundle.
   *
   * @param keys one of these must have signed it
   * @throws IOException if it cannot be read, nobody who is trusted has signed it, or its manifest
   *     is none
   */
  public static ReleaseBundle open(Path file, CommandKeys keys) throws IOException {
    ZipFile archive;
    try {
      archive = new ZipFile(file.toFile());
    } catch (ZipException broken) {
      throw new IOException(file + ": no release, or not whole: " + broken.getMessage(), broken);
    }
    boolean usable = false;
    try {
      byte[] signed = manifest(file, archive);
      ReleaseManifest manifest = ReleaseManifest.read(keys.open(signed));
      usable = true;
      return new ReleaseBundle(file, archive, manifest, signed);
    } catch (UntrustedMessageException foreign) {
      throw new IOException(file + ": " + MANIFEST + ": " + foreign.getMessage(), foreign);
    } finally {
      if (!usable) {
        archive.close();
      }
    }
  }

  private static byte[] manifest(Path file, ZipFile archive) throws IOException {
    ZipEntry entry = archive.getEntry(MANIFEST);
    if (entry == null) {
      throw new IOException(file + ": no release: it has no " + MANIFEST);
    }
    try (InputStream in = archive.getInputStream(entry)) {
      byte[] signed = in.readNBytes(MOST_MANIFEST + 1);
      if (signed.length > MOST_MANIFEST) {
        throw new IOException(
            file + ": " + MANIFEST + " has more than the " + MOST_MANIFEST + " bytes it may have");
      }
      return signed;
    }
  }

  /** What it is, as somebody trusted has signed it. */
  public ReleaseManifest manifest() {
    return manifest;
  }

  /** How many bytes of it would be written, at most. */
  long bytes() {
    return manifest.bytes();
  }

  /**
   * Writes all files into a folder, each checked against the manifest and synced.
   *
   * @param folder an empty one
   * @param known finds files that the board has already
   * @throws IOException if a file is not to be had, or another than was signed
   */
  void unpack(Path folder, KnownFiles known) throws IOException {
    for (ReleaseManifest.Entry entry : manifest.files()) {
      Path target = folder.resolve(entry.path());
      Files.createDirectories(target.getParent());
      ZipEntry packed = archive.getEntry(entry.path());
      if (packed != null) {
        unpack(packed, entry, target);
      } else if (!known.bring(entry, target)) {
        throw new IOException(
            "%s: %s is not in it, and the board has none with that sum"
                .formatted(file, entry.path()));
      }
      UpdatePlace.UNPACKING.pass();
    }
    for (Map.Entry<String, String> link : manifest.links().entrySet()) {
      Path name = folder.resolve(link.getKey());
      Files.createDirectories(name.getParent());
      Files.createLink(name, folder.resolve(ReleaseManifest.target(link)));
    }
    write(folder.resolve(MANIFEST), signed);
    write(folder.resolve(SUMS), sums());
  }

  /** In the form of sha256sum(1), which the launcher asks about a release that does not start. */
  private byte[] sums() {
    StringBuilder lines = new StringBuilder();
    for (ReleaseManifest.Entry entry : manifest.files()) {
      lines.append(entry.sha256()).append("  ").append(entry.path()).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void unpack(ZipEntry packed, ReleaseManifest.Entry entry, Path target)
      throws IOException {
    Checksum sum = new Checksum();
    try (InputStream in = archive.getInputStream(packed);
        FileChannel out =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] piece = new byte[PIECE];
      long left = entry.bytes();
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        left -= n;
        if (left < 0) {
          throw different(entry);
        }
        sum.add(piece, n);
        ByteBuffer bytes = ByteBuffer.wrap(piece, 0, n);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      if (!sum.hex().equals(entry.sha256())) {
        throw different(entry);
      }
      out.force(true);
    } catch (ZipException broken) {
      throw new IOException(file + ": " + entry.path() + ": " + broken.getMessage(), broken);
    }
  }

  private IOException different(ReleaseManifest.Entry entry) {
    return new IOException(file + ": " + entry.path() + " is not the file that was signed");
  }

  private static void write(Path target, byte[] content) throws IOException {
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
