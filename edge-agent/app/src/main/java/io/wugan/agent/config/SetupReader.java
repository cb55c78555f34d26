package io.wugan.agent.config;

import io.wugan.agent.enrol.Claim;
import io.wugan.agent.firstboot.Setup;
import io.wugan.agent.firstboot.Setup.Cloud;
import io.wugan.agent.firstboot.Setup.Keys;
import io.wugan.agent.firstboot.Setup.Login;
import io.wugan.agent.firstboot.Setup.SetupLane;
import io.wugan.agent.firstboot.SetupSecret;
import io.wugan.agent.page.access.FirstUseCode;
import io.wugan.core.lane.LaneRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns the sections of a setup file into a {@link Setup}; the one place that knows its keys. What
 * is allowed is told in English and Chinese.
 */
final class SetupReader {

  private static final int MOST_LANES = 8;
  private static final int MOST_SERVERS = 4;
  private static final String ID_ALLOWED = ConfigReader.ID_ALLOWED + "  1～32 个字母、数字、_ 或 -";
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:-]{0,252})?");
  private static final String HOST_ALLOWED = "a host name or an address  主机名或地址";
  private static final Pattern LINE = Pattern.compile("\\P{Cntrl}{1,128}");
  private static final String USER_ALLOWED = "a user name of one line  一行以内的用户名";
  private static final String PASSWORD_ALLOWED =
      "1 to 128 characters, without control characters  1～128 个字符";

  private final ConfigSection root;
  private final SetupPems pems;
  private final SetupSecrets secrets;

  /**
   * @param root the whole file
   * @param folder where the files lie that it names
   * @param secrets remembers where secrets stand
   */
  SetupReader(ConfigSection root, Path folder, SetupSecrets secrets) {
    this.root = root;
    this.pems = new SetupPems(folder);
    this.secrets = secrets;
  }

  Setup read() {
    String site = root.require("site", ConfigReader.ID, ID_ALLOWED);
    String edge = root.require("edge", ConfigReader.ID, ID_ALLOWED);
    Cloud cloud = cloud(root.section("cloud"));
    ConfigSection keys = root.section("keys");
    return new Setup(
        site,
        edge,
        cloud,
        new SetupNetworkReader(root.section("network"), secrets).read(),
        timeServers(root.section("time")),
        lanes(),
        page(),
        new Keys(pems.publicKeys(keys, "commands"), pems.publicKeys(keys, "releases")));
  }

  private Cloud cloud(ConfigSection cloud) {
    String url =
        cloud.require(
            "url",
            MqttReader.URL,
            "ssl://HOST:PORT, or tcp://HOST:PORT in a network of its own  ssl://主机:端口，专用网络可用 tcp://");
    String enrol =
        cloud.text("enrol", "", EnrolReader.URL, EnrolReader.URL_ALLOWED + "  EST 服务器地址");
    Optional<SetupSecret> token = secrets.read(cloud, "claimToken");
    if (token.isPresent()
        && !token.get().isTaken()
        && !Claim.PATTERN.matcher(token.get().text()).matches()) {
      cloud.error("claimToken", "something else", Claim.ALLOWED);
    }
    if (token.isPresent() == enrol.isEmpty()) {
      cloud.error(
          enrol.isEmpty() ? "enrol" : "claimToken",
          "nothing",
          "a value, because "
              + (enrol.isEmpty() ? "claimToken" : "enrol")
              + " is given  enrol 与 claimToken 须同时填写");
    }
    if (!enrol.isEmpty() && url.startsWith("tcp:")) {
      cloud.error("url", "'" + url + "'", "ssl://, because enrol is given  填写 enrol 时须为 ssl://");
    }
    Optional<String> user = text(cloud, "user", USER_ALLOWED);
    Optional<SetupSecret> password = password(cloud, user.isPresent());
    return new Cloud(
        url,
        enrol.isEmpty() ? Optional.empty() : Optional.of(enrol),
        pems.certificates(cloud, "ca"),
        token,
        user,
        password);
  }

  private Optional<SetupSecret> password(ConfigSection section, boolean isWanted) {
    Optional<SetupSecret> password = secrets.read(section, "password");
    if (password.isPresent() && !LINE.matcher(password.get().text()).matches()) {
      section.error("password", "something else", PASSWORD_ALLOWED);
    }
    if (password.isPresent() != isWanted) {
      section.error(
          isWanted ? "password" : "user",
          "nothing",
          "both user and password, or neither  用户名与密码须同时填写");
    }
    return password;
  }

  private static Optional<String> text(ConfigSection section, String key, String allowed) {
    if (section.scalarNode(key).filter(node -> !node.getValue().isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    String text = section.require(key, LINE, allowed);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static List<String> timeServers(ConfigSection time) {
    List<String> servers = new ArrayList<>();
    for (ConfigSection.ListedText server : time.texts("servers", MOST_SERVERS, HOST_ALLOWED)) {
      if (HOST.matcher(server.text()).matches()) {
        servers.add(server.text());
      } else {
        time.error(server.line(), "servers", "'" + server.text() + "'", HOST_ALLOWED);
      }
    }
    return servers;
  }

  private Optional<Setup.Page> page() {
    if (!root.has("page")) {
      return Optional.empty();
    }
    ConfigSection page = root.section("page");
    String listen =
        page.require("listen", PageReader.LISTEN, PageReader.LISTEN_ALLOWED + "  网卡名（如 eth0）或本机地址");
    Optional<SetupSecret> code = secrets.read(page, "code");
    if (code.isPresent() && !code.get().isTaken() && !FirstUseCode.isCode(code.get().text())) {
      page.error("code", "something else", FirstUseCode.ALLOWED);
    }
    return Optional.of(new Setup.Page(listen, code));
  }

  private List<SetupLane> lanes() {
    List<SetupLane> lanes = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<ConfigSection> sections = root.sections("lanes");
    if (sections.size() > MOST_LANES) {
      root.error("lanes", sections.size() + " of them", "at most " + MOST_LANES + "  最多 8 条");
    }
    for (ConfigSection section : sections) {
      String id = section.require("id", ConfigReader.ID, ID_ALLOWED);
      if (!id.isEmpty() && !ids.add(id)) {
        section.error("id", "'" + id + "' a second time", "an id of its own  不可重复");
      }
      if (!section.has("role")) {
        section.error("role", "nothing", "ENTRY 入口, EXIT 出口, BIDIRECTIONAL 混行");
      }
      lanes.add(lane(section, id));
    }
    return lanes;
  }

  private SetupLane lane(ConfigSection section, String id) {
    LaneRole role = section.choice("role", LaneRole.ENTRY);
    ConfigSection camera = section.section("camera");
    List<String> given = List.of("url", "device", "file").stream().filter(camera::has).toList();
    if (given.size() != 1) {
      section.error(
          "camera",
          given.isEmpty() ? "nothing" : String.join(" and ", given),
          "exactly one of url, device, file  url、device、file 三者只填其一");
    }
    String kind = given.isEmpty() ? "url" : given.get(0);
    String source = source(camera, kind);
    Optional<String> user = text(camera, "user", USER_ALLOWED);
    Optional<SetupSecret> password = password(camera, user.isPresent());
    Optional<Login> login =
        user.isPresent() && password.isPresent()
            ? Optional.of(new Login(user.get(), password.get()))
            : Optional.empty();
    if (login.isPresent() && !kind.equals("url")) {
      camera.error("user", "a login", "none for a camera without url  仅网络摄像机可填");
    }
    return new SetupLane(id, role.name(), kind, source, login);
  }

  private static String source(ConfigSection camera, String kind) {
    return switch (kind) {
      case "device" ->
          camera.require(kind, CameraReader.DEVICE, "/dev/video0 or /dev/v4l/by-path/…");
      case "file" -> camera.require(kind, LINE, "a recorded video, with its whole path  录像文件的完整路径");
      default -> url(camera);
    };
  }

  private static String url(ConfigSection camera) {
    if (!camera.has("url")) {
      return "";
    }
    return CameraReader.checkedUrl(camera);
  }
}
