package io.wugan.lab.demo;

import io.wugan.agent.cli.Wugan;
import io.wugan.agent.page.access.FirstUseCode;
import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The demo's lanes as a board runs them: a real agent over the clips, again and again, with its
 * page, until it is asked to stop. Used by one thread.
 */
final class DemoPage {

  private final Path folder;
  private final URI broker;
  private final int port;
  private final PrintWriter out;

  /**
   * @param folder a new one
   * @param broker where records go
   * @param port where the page is served, on this machine alone
   * @param out told how to get in
   */
  DemoPage(Path folder, URI broker, int port, PrintWriter out) {
    this.folder = folder;
    this.broker = broker;
    this.port = port;
    this.out = out;
  }

  /**
   * Runs until SIGTERM or Ctrl-C.
   *
   * @return exit status
   */
  int run(Path entry, Path exit) throws IOException {
    Path config = folder.resolve("wugan.yaml");
    if (!Files.exists(config)) {
      Files.writeString(config, text(entry, exit));
    }
    FirstUseCode code = new FirstUseCode(folder.resolve("edge/page/first-use"));
    if (!Files.exists(folder.resolve("edge/page/users.json"))) {
      out.println("first-use code: " + code.make());
    }
    out.println(
        "the page: https://127.0.0.1:" + port + "/  (its certificate is its own: accept it)");
    out.println("configuration: " + config + "; stop with Ctrl-C");
    out.flush();
    BillingBackend backend =
        BillingBackend.start(
            BackendSettings.of(broker, folder.resolve("backend")).withClientId("wugan-demo-page"),
            stay -> {});
    try {
      return Wugan.commandLine().execute("run", "--config", config.toString());
    } finally {
      backend.close();
    }
  }

  private String text(Path entry, Path exit) {
    return String.format(
        Locale.ROOT,
        """
        # The demo's board. 演示用配置
        site: demo
        edge: e01
        data: edge
        mqtt:
          url: %s
        page:
          listen: 127.0.0.1
          port: %d
        lanes:
          - id: entry   # 入口
            role: ENTRY
            polygon: [[0.05, 0.1], [0.95, 0.1], [1, 1], [0, 1]]
            tripLine: [[0.05, 0.8], [0.95, 0.8]]
            camera: {id: cam-entry, file: '%s', loop: true}
          - id: exit    # 出口
            role: EXIT
            camera: {id: cam-exit, file: '%s', loop: true}
        # Each time the clip begins again, its vehicles come again. 录像循环时车辆再次出现
        tracking: {samePlateWindow: PT5S}
        """,
        broker,
        port,
        entry.toAbsolutePath(),
        exit.toAbsolutePath());
  }
}
