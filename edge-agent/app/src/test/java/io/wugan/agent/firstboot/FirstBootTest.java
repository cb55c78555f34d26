package io.wugan.agent.firstboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** A setup file is taken, edited, cut off and taken again, by the command and below it. */
class FirstBootTest extends SetupFixture {

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
  void configurationFromBefore_isKept_unlessNobodyHasFilledItIn() throws IOException {
    Path config = Files.createDirectories(root.resolve("etc/wugan")).resolve("wugan.yaml");
    Files.copy(Path.of("../../install/package/src/etc/wugan.yaml"), config);
    take();
    assertThat(root.resolve("etc/wugan/wugan.yaml.before")).doesNotExist();

    Files.delete(root.resolve("etc/wugan/setup.taken"));
    Files.writeString(config, "site: by-hand\n");
    write(setup());
    take();
    assertThat(root.resolve("etc/wugan/wugan.yaml.before")).hasContent("site: by-hand");
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
