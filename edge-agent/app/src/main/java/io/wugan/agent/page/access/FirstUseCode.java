package io.wugan.agent.page.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * The code with which somebody who can read the board's files makes an installer, once. It lies in
 * a file of mode 0600, {@code wugan page code} prints it, and it goes when it is used. Sixty bits,
 * and wrong ones are slowed down as wrong passwords are. Thread-safe, and safe between processes.
 */
public final class FirstUseCode {

  // Without 0 and O, 1, I and L, which people mix up. Thirty-one letters.
  private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  private static final int LENGTH = 12;
  private static final int GROUP = 4;

  /** What a code is that people make up. */
  public static final String ALLOWED =
      "12 letters and digits of your own, hyphens as you like  自拟 12 位字母或数字，可加连字符";

  private final Path file;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param file {@code first-use}
   */
  public FirstUseCode(Path file) {
    this.file = file;
  }

  /** Whether a text can be one. */
  public static boolean isCode(String text) {
    return text.matches("[0-9A-Za-z -]*") && normal(text).length() == LENGTH;
  }

  /** The code that waits to be used. */
  public Optional<String> find() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = normal(Files.readString(file, StandardCharsets.UTF_8));
    return text.length() == LENGTH ? Optional.of(grouped(text)) : Optional.empty();
  }

  /** Makes one, which takes the place of any other; {@code ABCD-EFGH-JKMN}. */
  public String make() throws IOException {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      PrivateFile.makeFolder(folder);
    }
    String shown = grouped(code.toString());
    PrivateFile.write(file, (shown + "\n").getBytes(StandardCharsets.UTF_8));
    return shown;
  }

  /** Whether this is the code; case, spaces and hyphens do not matter. */
  public boolean matches(String typed) throws IOException {
    Optional<String> known = find();
    byte[] given = normal(typed).getBytes(StandardCharsets.UTF_8);
    return known.isPresent()
        && MessageDigest.isEqual(normal(known.get()).getBytes(StandardCharsets.UTF_8), given);
  }

  /** It was used: it goes. */
  public void use() throws IOException {
    Files.deleteIfExists(file);
  }

  private static String normal(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
  }

  private static String grouped(String code) {
    return code.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
  }
}
