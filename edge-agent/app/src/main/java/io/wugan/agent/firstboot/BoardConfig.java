package io.wugan.agent.firstboot;

import io.wugan.agent.firstboot.Setup.SetupLane;
import java.util.Locale;

/** The text of the configuration that a setup file makes. Stateless. */
final class BoardConfig {

  static final String FOLDER = "/etc/wugan/";
  static final String PATH = FOLDER + "wugan.yaml";
  static final String CA = FOLDER + "cloud-ca.pem";
  static final String PASSWORD = FOLDER + "mqtt.password";
  static final String COMMAND_KEYS = FOLDER + "commands.pem";
  static final String RELEASE_KEYS = FOLDER + "releases.pem";
  static final String ENROL = FOLDER + "enrol";
  static final String CLAIM = ENROL + "/claim";
  static final String PAGE = "/var/lib/wugan/page";
  static final String PAGE_CODE = PAGE + "/first-use";
  static final String PAGE_USERS = PAGE + "/users.json";
  static final String CERTIFICATE = ENROL + "/current/board.pem";
  private static final String KEY = ENROL + "/current/board.key";

  private static final String HEAD =
      """
      # Wugan: configuration of this board, made from the setup file of its boot partition. 本机配置，由启动分区的安装文件生成。
      # yaml-language-server: $schema=/usr/share/wugan/wugan.schema.json
      #
      # It may be changed, here or at the local page; all keys, explained: /usr/share/doc/wugan/wugan.example.yaml. What is changed
      # in the setup file later makes it anew, and the one before is kept as wugan.yaml.before.
      # 可在此或本地页面修改；全部键及说明见 /usr/share/doc/wugan/wugan.example.yaml。之后再改安装文件会重新生成本文件，原文件存为 wugan.yaml.before。
      """;

  private BoardConfig() {}

  static String text(Setup setup) {
    StringBuilder out = new StringBuilder(HEAD);
    line(out, 0, "site", setup.site());
    line(out, 0, "edge", setup.edge());
    line(out, 0, "data", "/var/lib/wugan");
    cloud(out, setup);
    if (setup.keys().commands().isPresent()) {
      out.append("commands:\n");
      line(out, 1, "trustedKeys", COMMAND_KEYS);
    }
    if (setup.keys().releases().isPresent()) {
      out.append("updates:\n");
      line(out, 1, "trustedKeys", RELEASE_KEYS);
      tls(out, setup);
    }
    if (setup.page().isPresent()) {
      out.append("page:\n");
      line(out, 1, "listen", setup.page().get().listen());
    }
    out.append("lanes:\n");
    setup.lanes().forEach(lane -> lane(out, lane));
    return out.toString();
  }

  private static void cloud(StringBuilder out, Setup setup) {
    Setup.Cloud cloud = setup.cloud();
    out.append("mqtt:\n");
    line(out, 1, "url", cloud.url());
    if (cloud.url().startsWith("ssl:")) {
      tls(out, setup);
    }
    if (cloud.user().isPresent()) {
      line(out, 1, "username", cloud.user().get());
      line(out, 1, "passwordFile", PASSWORD);
    }
    if (cloud.enrol().isPresent()) {
      out.append("enrol:\n");
      line(out, 1, "url", cloud.enrol().get());
      if (cloud.ca().isPresent()) {
        line(out, 1, "ca", CA);
      }
      line(out, 1, "folder", ENROL);
    }
  }

  private static void tls(StringBuilder out, Setup setup) {
    boolean ca = setup.cloud().ca().isPresent();
    boolean own = setup.cloud().enrol().isPresent();
    if (!ca && !own) {
      return;
    }
    out.append("  tls:\n");
    if (ca) {
      line(out, 2, "ca", CA);
    }
    if (own) {
      line(out, 2, "certificate", CERTIFICATE);
      line(out, 2, "key", KEY);
    }
  }

  private static void lane(StringBuilder out, SetupLane lane) {
    out.append("  - id: ").append(quoted(lane.id())).append('\n');
    line(out, 2, "role", lane.role());
    out.append("    camera:\n");
    line(out, 3, "id", "cam-" + lane.id());
    line(out, 3, lane.kind(), lane.source());
    if (lane.login().isPresent()) {
      line(out, 3, "credentialsFile", login(lane.id()));
    }
    if (lane.kind().equals("file")) {
      out.append("      loop: true\n");
    }
  }

  /** File of a camera's login. */
  static String login(String lane) {
    return FOLDER + "cam-" + lane + ".login";
  }

  private static void line(StringBuilder out, int depth, String key, String value) {
    out.append("  ".repeat(depth)).append(key).append(": ").append(quoted(value)).append('\n');
  }

  // Double quotes take every sign (YAML 1.2, 7.3.1), and text that looks like a number stays text.
  private static String quoted(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      if (each == '"' || each == '\\') {
        out.append('\\').append(each);
      } else if (each < ' ') {
        out.append(String.format(Locale.ROOT, "\\x%02x", (int) each));
      } else {
        out.append(each);
      }
    }
    return out.append('"').toString();
  }
}
