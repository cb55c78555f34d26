package io.wugan.agent.firstboot;

import io.wugan.agent.cli.Wugan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A boot partition with a setup file, and a board to be. */
abstract class SetupFixture {

  @TempDir Path folder;
  Path boot;
  Path root;
  Path file;
  String said = "";

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

  static String setup() {
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

  void write(String text) throws IOException {
    Files.writeString(file, text.replace("\n", "\r\n"));
  }

  int take() {
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

  String board(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
  }
}
