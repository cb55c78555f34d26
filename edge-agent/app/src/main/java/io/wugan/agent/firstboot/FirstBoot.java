package io.wugan.agent.firstboot;

import io.wugan.agent.firstboot.BoardFile.Access;
import io.wugan.agent.firstboot.Setup.SetupLane;
import io.wugan.agent.firstboot.Setup.Wifi;
import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Takes a setup file over.
 *
 * <pre>
 * all looked at ── wrong ──▶ nothing is written
 *   └── right ──▶ files, the claim last ──▶ record of what was taken ──▶ secrets overwritten
 * </pre>
 *
 * <p>Each file is put in place as a whole; a power cut at any step leaves a setup file that can be
 * taken again, or one that was taken. A file that the setup file makes the same as before is not
 * touched: what was changed on the board since stays. Confined to one thread.
 */
public final class FirstBoot {

  private static final String BEFORE = BoardConfig.PATH + ".before";

  // The package's own, which has its keys and no values.
  private static final Pattern UNFILLED = Pattern.compile("(?m)^site:[ \\t]*$");

  private final RootFiles files;
  private final Runnable step;
  private final Function<String, List<String>> faults;

  /**
   * What came of it.
   *
   * @param taken whether the board has now what the file says
   * @param lines what was done, or what is wrong, for the installer
   */
  public record Report(boolean taken, List<Bilingual> lines) {
    public Report {
      lines = List.copyOf(lines);
    }
  }

  /**
   * @param root where the board's file system begins
   * @param user of the agent; empty: files stay with whoever runs this
   * @param faults what is wrong with a configuration of the agent, by its text; none if it is good
   */
  public FirstBoot(Path root, Optional<String> user, Function<String, List<String>> faults) {
    this(root, user, faults, () -> {});
  }

  /**
   * The same, cut off where a proof wants it.
   *
   * @param step called before each change on the disk; may throw
   */
  public FirstBoot(
      Path root, Optional<String> user, Function<String, List<String>> faults, Runnable step) {
    this.files = new RootFiles(root, user, step);
    this.step = step;
    this.faults = faults;
  }

  /** Whether this text was taken before, with nothing new in it. */
  public boolean wasTaken(String text) throws IOException {
    return TakenRecord.read(files).isSetup(text);
  }

  /**
   * Takes it.
   *
   * @param setup what the file says
   * @param text the file itself
   * @param words to stand in the place of secrets; must begin with {@link SetupSecret#TAKEN}
   * @throws IOException if a file cannot be written; the secrets are still there
   */
  public Report take(Setup setup, SetupText text, String words) throws IOException {
    TakenRecord before = TakenRecord.read(files);
    KeptSecrets secrets = new KeptSecrets(files);
    List<BoardFile> wanted = wanted(setup, secrets);
    Optional<SetupSecret> token = setup.cloud().claimToken();
    Optional<String> claim =
        token.isPresent()
            ? secrets.claim(token.get(), BoardConfig.CLAIM, BoardConfig.CERTIFICATE)
            : Optional.empty();
    List<Bilingual> wrong = wrong(secrets, BoardConfig.text(setup));
    if (!wrong.isEmpty()) {
      return new Report(false, wrong);
    }
    List<Bilingual> lines = new ArrayList<>();
    TakenRecord now = TakenRecord.empty();
    makeFolders(wanted);
    for (BoardFile file : wanted) {
      write(file, before, now, lines);
    }
    removeOld(before, now, lines);
    claim(setup, claim, before, now, lines);
    pageCode(setup, before, now, lines);
    now.setSetup(text.without(words));
    now.write(files);
    text.shred(words, step);
    if (!text.secrets().isEmpty()) {
      lines.add(new Bilingual("secrets in the setup file were overwritten", "安装文件中的密码已清除"));
    }
    return new Report(true, lines);
  }

  private List<Bilingual> wrong(KeptSecrets secrets, String config) {
    List<Bilingual> wrong = new ArrayList<>();
    for (SetupSecret missing : secrets.missing()) {
      wrong.add(
          new Bilingual(
              "line %d: %s: this board does not have it: write it there again"
                  .formatted(missing.line(), missing.key()),
              "第 %d 行 %s：本机没有保存，请重新填写".formatted(missing.line(), missing.key())));
    }
    for (String fault : faults.apply(config)) {
      wrong.add(
          new Bilingual(
              "the configuration made of it is not good: " + fault, "由此生成的配置有误：" + fault));
    }
    return wrong;
  }

  private static List<BoardFile> wanted(Setup setup, KeptSecrets secrets) throws IOException {
    List<BoardFile> all = new ArrayList<>();
    setup.cloud().ca().ifPresent(pem -> all.add(open(BoardConfig.CA, pem)));
    setup.keys().commands().ifPresent(pem -> all.add(open(BoardConfig.COMMAND_KEYS, pem)));
    setup.keys().releases().ifPresent(pem -> all.add(open(BoardConfig.RELEASE_KEYS, pem)));
    if (setup.cloud().password().isPresent()) {
      String password = secrets.line(setup.cloud().password().get(), BoardConfig.PASSWORD, 0);
      all.add(new BoardFile(BoardConfig.PASSWORD, password + "\n", Access.AGENT_READS));
    }
    for (SetupLane lane : setup.lanes()) {
      if (lane.login().isPresent()) {
        String path = BoardConfig.login(lane.id());
        String password = secrets.line(lane.login().get().password(), path, 1);
        String text = lane.login().get().user() + "\n" + password + "\n";
        all.add(new BoardFile(path, text, Access.AGENT_READS));
      }
    }
    Optional<Wifi> wifi = setup.network().wifi();
    all.add(
        open(
            SystemFiles.ETHERNET,
            SystemFiles.ethernet(setup.network().ethernet(), wifi.isPresent())));
    if (wifi.isPresent()) {
      all.add(open(SystemFiles.WIRELESS, SystemFiles.wireless(wifi.get())));
      String key = secrets.wifi(wifi.get().password(), SystemFiles.SUPPLICANT);
      all.add(
          new BoardFile(
              SystemFiles.SUPPLICANT, SystemFiles.supplicant(wifi.get(), key), Access.ROOT_ALONE));
    }
    if (!setup.timeServers().isEmpty()) {
      all.add(open(SystemFiles.TIME, SystemFiles.time(setup.timeServers())));
    }
    all.add(new BoardFile(BoardConfig.PATH, BoardConfig.text(setup), Access.AGENT_WRITES));
    return all;
  }

  private static BoardFile open(String path, String text) {
    return new BoardFile(path, text, Access.OPEN);
  }

  private void makeFolders(List<BoardFile> wanted) throws IOException {
    files.makeFolder("/etc/wugan", "rwxr-xr-x", false);
    files.makeFolder(SystemFiles.NETWORKS, "rwxr-xr-x", false);
    if (wanted.stream().anyMatch(file -> file.path().equals(SystemFiles.SUPPLICANT))) {
      files.makeFolder(SystemFiles.SUPPLICANTS, "rwxr-xr-x", false);
    }
    if (wanted.stream().anyMatch(file -> file.path().equals(SystemFiles.TIME))) {
      files.makeFolder(SystemFiles.SOURCES, "rwxr-xr-x", false);
    }
  }

  private void write(BoardFile file, TakenRecord before, TakenRecord now, List<Bilingual> lines)
      throws IOException {
    Optional<String> present = files.read(file.path());
    now.set(file.path(), file.text());
    if (present.isPresent() && before.has(file.path(), file.text())) {
      return;
    }
    boolean same = present.filter(file.text()::equals).isPresent();
    if (file.path().equals(BoardConfig.PATH)
        && present.isPresent()
        && !same
        && !before.has(file.path(), present.get())
        && !UNFILLED.matcher(present.get()).find()) {
      files.write(new BoardFile(BEFORE, present.get(), Access.AGENT_READS));
      lines.add(new Bilingual("the configuration before is kept as " + BEFORE, "原配置存为 " + BEFORE));
    }
    files.write(file);
    lines.add(new Bilingual("written: " + file.path(), "已写入：" + file.path()));
  }

  private void removeOld(TakenRecord before, TakenRecord now, List<Bilingual> lines)
      throws IOException {
    for (String path : before.paths()) {
      if (!now.knows(path)
          && !path.equals(BoardConfig.CLAIM)
          && !path.equals(BoardConfig.PAGE_CODE)) {
        files.remove(path);
        lines.add(new Bilingual("removed: " + path, "已删除：" + path));
      }
    }
  }

  // It is good for the first user alone, and once: what has been taken is not put there again.
  private void pageCode(Setup setup, TakenRecord before, TakenRecord now, List<Bilingual> lines)
      throws IOException {
    Optional<SetupSecret> code = setup.page().flatMap(Setup.Page::code);
    now.keep(BoardConfig.PAGE_CODE, before);
    if (code.isEmpty()
        || code.get().isTaken()
        || before.has(BoardConfig.PAGE_CODE, code.get().text())) {
      return;
    }
    now.set(BoardConfig.PAGE_CODE, code.get().text());
    if (files.read(BoardConfig.PAGE_USERS).isPresent()) {
      lines.add(
          new Bilingual(
              "page.code is not used: the page has users already", "page.code 未使用：本地页面已有用户"));
      return;
    }
    files.makeFolder(BoardConfig.PAGE, "rwx------", true);
    files.write(new BoardFile(BoardConfig.PAGE_CODE, code.get().text() + "\n", Access.AGENT_ALONE));
    lines.add(
        new Bilingual("the page's first user comes in by page.code", "本地页面的首个用户凭 page.code 进入"));
  }

  // A token that made a claim before does not make one again: it was used, or the claim waits.
  private void claim(
      Setup setup,
      Optional<String> token,
      TakenRecord before,
      TakenRecord now,
      List<Bilingual> lines)
      throws IOException {
    if (setup.cloud().enrol().isEmpty()) {
      return;
    }
    now.keep(BoardConfig.CLAIM, before);
    if (token.isEmpty() || before.has(BoardConfig.CLAIM, token.get())) {
      return;
    }
    files.makeFolder(BoardConfig.ENROL, "rwxr-x---", true);
    files.write(new BoardFile(BoardConfig.CLAIM, token.get() + "\n", Access.AGENT_ALONE));
    now.set(BoardConfig.CLAIM, token.get());
    lines.add(
        new Bilingual(
            "the board asks for its certificate as soon as it has a network and the time",
            "联网并校时后，本机将自动申领证书"));
  }
}
