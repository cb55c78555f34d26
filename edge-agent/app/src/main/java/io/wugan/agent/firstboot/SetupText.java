package io.wugan.agent.firstboot;

import io.wugan.agent.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * A setup file in its place, with secrets in it. Immutable.
 *
 * @param file on the boot partition
 * @param text as it was read
 * @param secrets where secrets stand in it, in its order
 */
public record SetupText(Path file, String text, List<SetupSpan> secrets) {

  private static final byte FILLER = '~';

  public SetupText {
    secrets = List.copyOf(secrets);
  }

  /** The text with words in the place of each secret. */
  String without(String words) {
    StringBuilder out = new StringBuilder(text);
    for (int i = secrets.size() - 1; i >= 0; i--) {
      out.replace(secrets.get(i).from(), secrets.get(i).to(), words);
    }
    return out.toString();
  }

  /**
   * Overwrites the secrets where they lie, byte for byte, has that on the disk, and then puts a
   * file with words in their place. What a card's controller keeps of overwritten blocks nobody can
   * reach from here.
   *
   * @param step called before each change; a test ends the run there
   * @throws IOException if the file has changed since it was read, or cannot be written
   */
  void shred(String words, Runnable step) throws IOException {
    if (secrets.isEmpty()) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(bytes, Files.readAllBytes(file))) {
      throw new IOException(file + ": has changed while it was being read");
    }
    step.run();
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (SetupSpan secret : secrets) {
        int from = length(text.substring(0, secret.from()));
        ByteBuffer filler = ByteBuffer.allocate(length(text.substring(secret.from(), secret.to())));
        while (filler.hasRemaining()) {
          filler.put(FILLER);
        }
        filler.flip();
        while (filler.hasRemaining()) {
          from += out.write(filler, from);
        }
        step.run();
      }
      out.force(true);
    }
    step.run();
    WholeFile.write(file, without(words).getBytes(StandardCharsets.UTF_8));
  }

  private static int length(String part) {
    return part.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public String toString() {
    return "SetupText[" + file + "]";
  }
}
