package io.wugan.agent.firstboot;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets of a setup file: those that stand there, and those that the board has from before, where
 * the file says so. Confined to one thread.
 */
final class KeptSecrets {

  private static final Pattern WIFI_KEY = Pattern.compile("(?m)^\\s*psk=(.+)$");

  private final RootFiles files;
  private final List<SetupSecret> missing = new ArrayList<>();

  KeptSecrets(RootFiles files) {
    this.files = files;
  }

  /** A password that stands in a line of a file of its own. */
  String line(SetupSecret secret, String path, int line) throws IOException {
    if (!secret.isTaken()) {
      return secret.text();
    }
    return kept(secret, files.read(path).flatMap(text -> text.lines().skip(line).findFirst()));
  }

  /** The key of a wireless network as wpa_supplicant.conf(5) has it: in quotes, or 64 digits. */
  String wifi(SetupSecret secret, String path) throws IOException {
    if (!secret.isTaken()) {
      return secret.text().matches("[0-9a-fA-F]{64}") ? secret.text() : '"' + secret.text() + '"';
    }
    return kept(
        secret,
        files.read(path).map(WIFI_KEY::matcher).filter(Matcher::find).map(found -> found.group(1)));
  }

  /** The token of a claim that is to be made; empty where the board has used or kept it. */
  Optional<String> claim(SetupSecret secret, String claim, String certificate) throws IOException {
    if (!secret.isTaken()) {
      return Optional.of(secret.text());
    }
    boolean known = files.read(claim).isPresent() || Files.exists(files.place(certificate));
    if (!known) {
      missing.add(secret);
    }
    return Optional.empty();
  }

  private String kept(SetupSecret secret, Optional<String> found) {
    if (found.isEmpty() || found.get().isEmpty()) {
      missing.add(secret);
      return "";
    }
    return found.get();
  }

  /** Those that the file says the board has, and that it has not. */
  List<SetupSecret> missing() {
    return List.copyOf(missing);
  }
}
