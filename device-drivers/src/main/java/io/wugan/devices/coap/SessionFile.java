package io.wugan.devices.coap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.eclipse.californium.elements.PersistentComponent;
import org.eclipse.californium.elements.util.PersistentComponentUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DTLS sessions while the agent is restarted: AES-256-GCM with a key that is derived from those of
 * the devices, so that a copy of the data folder alone gives nothing away.
 *
 * <p>The file is deleted, and its folder synced, before a session from it is used: taken up twice,
 * as after a power cut that follows a start, the same record numbers would be used again with the
 * same keys, which AES-CCM and GCM do not bear (RFC 6655 section 3). After a power cut devices do a
 * handshake. Confined to the thread that starts and closes its node.
 */
final class SessionFile {

  private static final Logger log = LoggerFactory.getLogger(SessionFile.class);

  private static final byte[] MARK = {'W', 'G', 'D', 'S', 1};
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final long MOST_BYTES = 4L << 20;
  private static final Duration STALE_AFTER = Duration.ofDays(7);

  private final Path file;
  private final PskFile keys;
  private final String name;

  /**
   * @param name of the node
   */
  SessionFile(Path file, PskFile keys, String name) {
    this.file = file;
    this.keys = keys;
    this.name = name;
  }

  /**
   * Takes up what was saved; a file that cannot be used costs a handshake for each device.
   *
   * @param sessions not started yet
   * @return how many sessions go on
   * @throws IOException if the file is there and cannot be deleted
   */
  int takeUp(PersistentComponent sessions) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    byte[] sealed = Files.size(file) > MOST_BYTES ? new byte[0] : Files.readAllBytes(file);
    Files.delete(file);
    syncFolder();
    try {
      byte[] plain = open(sealed);
      PersistentComponentUtil reader = new PersistentComponentUtil();
      reader.add(sessions);
      int taken = reader.loadComponents(new ByteArrayInputStream(plain));
      Arrays.fill(plain, (byte) 0);
      return Math.max(0, taken);
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      log.warn(
          "sessions in {} cannot be taken up, as when keys were changed meanwhile: {}; devices do a"
              + " handshake",
          file,
          unusable.getMessage());
      return 0;
    }
  }

  private byte[] open(byte[] sealed) throws GeneralSecurityException {
    int head = MARK.length + NONCE_BYTES;
    if (sealed.length < head || !Arrays.equals(MARK, Arrays.copyOf(sealed, MARK.length))) {
      throw new IllegalArgumentException("this is no file of sessions");
    }
    byte[] nonce = Arrays.copyOfRange(sealed, MARK.length, head);
    return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed, head, sealed.length - head);
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    SecretKey key = keys.derive("wugan sessions " + name);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(MARK);
    return cipher;
  }

  /**
   * Saves sessions; they are gone from {@code sessions} afterwards.
   *
   * @param sessions stopped
   * @return how many wait now
   */
  int save(PersistentComponent sessions) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    PersistentComponentUtil writer = new PersistentComponentUtil();
    writer.add(sessions);
    int saved = writer.saveComponents(plain, STALE_AFTER.toSeconds());
    byte[] bytes = plain.toByteArray();
    try {
      byte[] nonce = new byte[NONCE_BYTES];
      new SecureRandom().nextBytes(nonce);
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(bytes);
      ByteBuffer all = ByteBuffer.allocate(MARK.length + NONCE_BYTES + sealed.length);
      write(all.put(MARK).put(nonce).put(sealed).flip());
      return saved;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform has AES-GCM", missing);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private void write(ByteBuffer content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    FileAttribute<?>[] own =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), own)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder();
  }

  private void syncFolder() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
