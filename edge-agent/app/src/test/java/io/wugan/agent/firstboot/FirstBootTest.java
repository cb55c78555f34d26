package io.wugan.agent.firstboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.agent.cli.Wugan;
import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.config.SetupFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A setup file is taken, edited, cut off and taken again, by the command and below it. */
class FirstBootTest {

  private static final String WORDS = "(taken over 2026-11-27 已读取)";

  @TempDir Path folder;
  private Path boot;
  private Path root;
  private Path file;
  private String said = "";

  @BeforeEach
  void lay() throws Exception {
    boot = Files.createDirectories(folder.resolve("boot"));
    root = Files.createDirectories(folder.resolve("root"));
    file = boot.resolve("wugan-setup.yaml");
    byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    Files.writeString(
        boot.resolve("commands.pem"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(key)
            + "\n-----END PUBLIC KEY-----\n");
    write(setup());
  }

  private static String setup() {
    return """
        # 安装 🚗
        site: s0001
        edge: e01
        cloud:
          url: ssl://broker.example.com:8883
          enrol: https://enrol.example.com:8443/.well-known/est
          claimToken: tok-4f7d-8a21   # 令牌
        network:
          ethernet: {address: 192.168.1.20/24, gateway: 192.168.1.1, dns: [192.168.1.1]}
          wifi:
            ssid: 停车场 "1"
            password: 'pass: wörd'
            country: CN
        time: {servers: [ntp.aliyun.com]}
        lanes:
          - {id: entry, role: ENTRY, camera: {url: "rtsp://10.0.0.9/1", user: admin, password: "c\\"am1"}}
          - {id: exit, role: EXIT, camera: {device: /dev/video0}}
        page: {listen: eth0}
        keys: {commands: commands.pem}
        """
        .replace("wörd", "word");
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text.replace("\n", "\r\n"));
  }

  private int take() {
    StringWriter out = new StringWriter();
    CommandLine line = Wugan.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    int status =
        line.execute(
            "first-boot",
            "take",
            "--file",
            file.toString(),
            "--root",
            root.toString(),
            "--user",
            "");
    said = out.toString();
    return status;
  }

  private String board(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
  }

  private AgentConfig config() throws IOException {
    ConfigFile.Result result =
        ConfigFile.check(root.resolve("etc/wugan/wugan.yaml"), Path.of("/etc/wugan"));
    assertThat(result.problems()).isEmpty();
    return result.config().orElseThrow();
  }

  @Test
  void file_becomesTheBoardsConfiguration() throws IOException {
    assertThat(take()).as(said).isZero();

    AgentConfig config = config();
    assertThat(config.site() + "/" + config.edge()).isEqualTo("s0001/e01");
    assertThat(config.mqtt().tls().certificate())
        .contains(Path.of("/etc/wugan/enrol/current/board.pem"))
        .isEqualTo(config.enrol().map(enrol -> enrol.certificate()));
    assertThat(config.enrol().orElseThrow().name()).isEqualTo("s0001-e01");
    assertThat(config.lanes()).hasSize(2);
    assertThat(config.page()).isPresent();
    assertThat(config.commands().trustedKeys()).contains(Path.of("/etc/wugan/commands.pem"));
    assertThat(board("etc/wugan/cam-entry.login")).isEqualTo("admin\nc\"am1\n");
    assertThat(board("etc/wugan/enrol/claim")).isEqualTo("tok-4f7d-8a21\n");
    assertThat(board("etc/wugan/commands.pem")).contains("BEGIN PUBLIC KEY");
    assertThat(mode("etc/wugan/enrol/claim")).isEqualTo("rw-------");
    assertThat(mode("etc/wugan/cam-entry.login")).isEqualTo("rw-r-----");
    assertThat(mode("etc/wugan/wugan.yaml")).isEqualTo("rw-r-----");
  }

  @Test
  void file_becomesTheSystemsNetworkAndTime() throws IOException {
    take();

    assertThat(board("etc/systemd/network/10-wugan-ethernet.network"))
        .contains("Address=192.168.1.20/24\nGateway=192.168.1.1\nDNS=192.168.1.1\n")
        .contains("RequiredForOnline=no");
    assertThat(board("etc/systemd/network/10-wugan-wifi.network")).contains("DHCP=yes");
    assertThat(board("etc/wpa_supplicant/wpa_supplicant-wlan0.conf"))
        .contains("country=CN\n", "ssid=e5819ce8bda6e59cba20223122\n", "psk=\"pass: word\"\n");
    assertThat(mode("etc/wpa_supplicant/wpa_supplicant-wlan0.conf")).isEqualTo("rw-------");
    assertThat(board("etc/chrony/sources.d/wugan.sources"))
        .contains("server ntp.aliyun.com iburst\n");
  }

  @Test
  void secrets_areGoneFromTheFile_andEverythingElseStays() throws IOException {
    String before = Files.readString(file);

    take();

    String after = Files.readString(file);
    assertThat(after).doesNotContain("tok-4f7d", "pass: word", "am1");
    assertThat(after.replaceAll("\\(taken over [0-9-]+ 已读取\\)", "X"))
        .isEqualTo(
            before
                .replace("tok-4f7d-8a21", "X")
                .replace("'pass: word'", "X")
                .replace("\"c\\\"am1\"", "X"));
    assertThat(Files.readString(boot.resolve("wugan-setup.result.txt")))
        .contains("was taken over", "已读取", "/etc/wugan/wugan.yaml", "\r\n")
        .doesNotContain("tok-4f7d", "pass: word", "am1");
    assertThat(said).doesNotContain("tok-4f7d", "pass: word", "am1");
  }

  @Test
  void secondStart_touchesNothing_notEvenWhatThePageHasChanged() throws IOException {
    take();
    Path config = root.resolve("etc/wugan/wugan.yaml");
    Files.writeString(config, board("etc/wugan/wugan.yaml") + "# drawn at the page\n");
    Files.delete(root.resolve("etc/wugan/enrol/claim"));

    assertThat(take()).isZero();

    assertThat(said).contains("nothing new");
    assertThat(board("etc/wugan/wugan.yaml")).endsWith("# drawn at the page\n");
    assertThat(root.resolve("etc/wugan/enrol/claim")).doesNotExist();
  }

  @Test
  void otherPasswordOfTheWifi_isTaken_andTheRestStays() throws IOException {
    take();
    Path config = root.resolve("etc/wugan/wugan.yaml");
    Files.writeString(config, board("etc/wugan/wugan.yaml") + "# drawn at the page\n");
    Files.delete(root.resolve("etc/wugan/enrol/claim"));
    Files.createDirectories(root.resolve("etc/wugan/enrol/current"));
    Files.writeString(root.resolve("etc/wugan/enrol/current/board.pem"), "a certificate");
    String text = Files.readString(file);
    int at = text.indexOf("(taken over", text.indexOf("ssid"));
    Files.writeString(
        file, text.substring(0, at) + "another-one" + text.substring(text.indexOf(')', at) + 1));

    assertThat(take()).as(said).isZero();

    assertThat(board("etc/wpa_supplicant/wpa_supplicant-wlan0.conf"))
        .contains("psk=\"another-one\"");
    assertThat(board("etc/wugan/wugan.yaml")).endsWith("# drawn at the page\n");
    assertThat(board("etc/wugan/cam-entry.login")).isEqualTo("admin\nc\"am1\n");
    assertThat(root.resolve("etc/wugan/enrol/claim")).doesNotExist();
    assertThat(Files.readString(file)).doesNotContain("another-one");
  }

  @Test
  void otherToken_isAnotherClaim_andOtherLanesAreAnotherConfiguration() throws IOException {
    take();
    Path config = root.resolve("etc/wugan/wugan.yaml");
    Files.writeString(config, board("etc/wugan/wugan.yaml") + "# drawn at the page\n");
    String text = Files.readString(file);
    int at = text.indexOf("(taken over");
    Files.writeString(
        file,
        text.substring(0, at)
            + "tok-of-another-day"
            + text.substring(text.indexOf(')', at) + 1)
                .replace("role: EXIT", "role: BIDIRECTIONAL"));

    assertThat(take()).as(said).isZero();

    assertThat(board("etc/wugan/enrol/claim")).isEqualTo("tok-of-another-day\n");
    assertThat(board("etc/wugan/wugan.yaml")).contains("BIDIRECTIONAL").doesNotContain("drawn");
    assertThat(board("etc/wugan/wugan.yaml.before")).endsWith("# drawn at the page\n");
    assertThat(said).contains("wugan.yaml.before");
  }

  @Test
  void wifiThatIsLeftOutLater_isTakenAway() throws IOException {
    take();
    Files.writeString(file, Files.readString(file).replaceAll("(?s)  wifi:.*?country: CN\r\n", ""));

    assertThat(take()).as(said).isZero();

    assertThat(root.resolve("etc/wpa_supplicant/wpa_supplicant-wlan0.conf")).doesNotExist();
    assertThat(root.resolve("etc/systemd/network/10-wugan-wifi.network")).doesNotExist();
    assertThat(root.resolve("etc/wugan/wugan.yaml")).exists();
  }

  @Test
  void boardThatHasNotWhatTheFileSaysItHas_asksForIt() throws IOException {
    take();
    String after = Files.readString(file);
    root = Files.createDirectories(folder.resolve("another-board"));

    assertThat(take()).isEqualTo(3);

    assertThat(said)
        .contains("line 7: cloud.claimToken", "line 12: network.wifi.password", "本机没有保存")
        .contains("lanes[0].camera.password");
    assertThat(root).isEmptyDirectory();
    assertThat(Files.readString(file)).isEqualTo(after);
  }

  @Test
  void everyFault_isToldAtOnce_andNothingIsChanged() throws IOException {
    String wrong =
        setup()
            .replace("site: s0001", "site: 停车场")
            .replace("tok-4f7d-8a21", "short")
            .replace("gateway: 192.168.1.1", "gateway: 192.168.2.1")
            .replace("'pass: word'", "seven77")
            .replace("commands.pem", "nobody.pem")
            .replace("role: EXIT", "role: OUT")
            .replace("listen: eth0", "listen: eth0, colour: red");
    write(wrong);

    assertThat(take()).isEqualTo(3);

    assertThat(said)
        .contains("wugan-setup.yaml:2: error: site: found '停车场'")
        .contains("wugan-setup.yaml:7: error: cloud.claimToken: found something else")
        .contains("wugan-setup.yaml:9: error: network.ethernet.gateway")
        .contains("wugan-setup.yaml:12: error: network.wifi.password: found something else")
        .contains("lanes[1].role: found 'OUT'")
        .contains("keys.commands: found 'nobody.pem', which is not there")
        .contains("warning: page.colour")
        .contains("nothing was changed", "未作任何更改")
        .doesNotContain("seven77", "short");
    assertThat(root).isEmptyDirectory();
    assertThat(Files.readString(file)).isEqualTo(wrong.replace("\n", "\r\n"));
    assertThat(boot.resolve("wugan-setup.result.txt")).exists();
  }

  @Test
  void fileOfAnotherEncoding_orWithoutYaml_isRefusedWithWords() throws IOException {
    Files.write(file, setup().getBytes(java.nio.charset.Charset.forName("GBK")));
    assertThat(take()).isEqualTo(3);
    assertThat(said).contains("UTF-8");

    write("site: [\n");
    assertThat(take()).isEqualTo(3);
    assertThat(said).contains("YAML 1.2");
  }

  @Test
  void markOfAnEditorOfWindows_movesNothing() throws IOException {
    Files.writeString(file, "\ufeff" + setup());

    assertThat(take()).as(said).isZero();

    assertThat(Files.readString(file)).startsWith("\ufeff# 安装").doesNotContain("tok-4f7d", "am1");
  }

  @Test
  void secretOverSeveralLines_isRefused_becauseItCouldNotBeOverwritten() throws IOException {
    write(setup().replace("'pass: word'", "pass\n      word"));

    assertThat(take()).isEqualTo(3);

    assertThat(said).contains("a secret over several lines");
  }

  @Test
  void linkThatTheAgentsUserPutInTheWay_isNotFollowed() throws IOException {
    Path etc = Files.createDirectories(root.resolve("etc/wugan"));
    Path victim = Files.writeString(folder.resolve("victim"), "as it was");
    Files.createSymbolicLink(etc.resolve("cam-entry.login.part"), victim);
    Files.createSymbolicLink(etc.resolve("wugan.yaml"), victim);

    assertThat(take()).as(said).isZero();

    assertThat(victim).hasContent("as it was");
    assertThat(etc.resolve("wugan.yaml")).isRegularFile().isNotEqualTo(victim);
    assertThat(Files.isSymbolicLink(etc.resolve("wugan.yaml"))).isFalse();

    Files.delete(etc.resolve("enrol/claim"));
    Files.delete(etc.resolve("enrol"));
    Files.createSymbolicLink(etc.resolve("enrol"), Files.createDirectories(folder.resolve("out")));
    Files.delete(etc.resolve("setup.taken"));
    write(setup());
    assertThat(take()).isEqualTo(1);
    assertThat(folder.resolve("out")).isEmptyDirectory();
  }

  @Test
  void powerCutAtEveryStep_endsAtTheSameBoard() throws IOException {
    take();
    TreeMap<String, String> whole = files(root);
    int steps = 0;
    while (isCutAt(steps)) {
      assertThat(files(root)).as("after a cut at step " + steps).isEqualTo(whole);
      String text = Files.readString(file);
      assertThat(text).doesNotContain("tok-4f7d", "pass: word", "am1", "~~");
      steps++;
    }
    assertThat(steps).isGreaterThan(30);
  }

  private boolean isCutAt(int step) throws IOException {
    root = Files.createDirectories(folder.resolve("cut-" + step));
    write(setup());
    AtomicInteger left = new AtomicInteger(step);
    FirstBoot first =
        new FirstBoot(
            root,
            Optional.empty(),
            config -> List.of(),
            () -> {
              if (left.getAndDecrement() == 0) {
                throw new PowerCut();
              }
            });
    SetupFile.Result read = SetupFile.check(file);
    SetupText text = new SetupText(file, read.text(), read.secrets());
    boolean cut = false;
    try {
      first.take(read.setup().orElseThrow(), text, WORDS);
    } catch (PowerCut now) {
      cut = true;
    }
    assertThat(take()).as(said).isZero();
    return cut;
  }

  private static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TreeMap<String, String> files(Path root) throws IOException {
    TreeMap<String, String> all = new TreeMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = root.relativize(file).toString();
            if (!name.equals("etc/wugan/setup.taken")) {
              all.put(name, Files.readString(file) + Files.getPosixFilePermissions(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return all;
  }

  @Test
  void fileThatChangesWhileItIsRead_keepsItsNewText() throws IOException {
    SetupFile.Result read = SetupFile.check(file);
    SetupText text = new SetupText(file, read.text(), read.secrets());
    write(setup().replace("e01", "e02"));

    assertThatThrownBy(() -> text.shred(WORDS, () -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has changed");
    assertThat(Files.readString(file)).contains("e02", "tok-4f7d");
  }

  @Test
  void template_isGood_onceItIsFilledIn() throws IOException {
    Path template = Path.of("../../install/package/src/etc/wugan-setup.yaml");
    Files.copy(template, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(take()).isEqualTo(3);
    assertThat(said).contains("site: found ''").contains("cloud.claimToken: found nothing");

    String filled =
        Files.readString(template, StandardCharsets.UTF_8)
            .replace("site:\n", "site: s1\n")
            .replace("edge:\n", "edge: e1\n")
            .replace("  claimToken:\n", "  claimToken: tok-of-the-template\n")
            .replace("      password:\n", "      password: cam\n");
    Files.writeString(file, filled);
    assertThat(take()).as(said).isZero();

    // What is commented out there is good too.
    Files.writeString(
        file,
        filled
            .replaceAll(
                "(?m)^( *)# (?=(user|password|ethernet|  address|  gateway|  dns|wifi)\\b)", "$1")
            .replaceAll("(?m)^( *)# (?=  (ssid|password|country)\\b)", "$1")
            .replaceAll("(?m)^# (?=(time|keys):|  (servers|commands):)", ""));
    assertThat(take()).as(said).isZero();
    assertThat(config().commands().trustedKeys()).isPresent();
    assertThat(config().mqtt().username()).contains("e01");
    assertThat(root.resolve("etc/wpa_supplicant/wpa_supplicant-wlan0.conf")).exists();
  }
}
