package io.wugan.lab.plug;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Configurations and keys of the agents under proof. Stateless. */
final class PlugConfig {

  static final String SITE = "proof";
  static final String EDGE = "e1";
  static final String BOARD = "wugan/" + SITE + "/" + EDGE;
  static final String KEEPER = "office";
  static final String SENSOR = "s-001";
  static final String STEADY_SENSOR = "s-002";
  static final int SENSOR_SECONDS = 2;

  private static final String KEY = "00112233445566778899aabbccddeeff";
  private static final String OTHER_KEY = "ffeeddccbbaa99887766554433221100";

  /**
   * Where devices are.
   *
   * @param broker the MQTT broker
   * @param cameraA address of lane a's camera
   * @param cameraB of lane b's
   * @param cameraC of lane c's
   * @param panelA what lane a's display is, in YAML
   * @param lcdPort port of lane c's panel
   * @param bayPort port at which the board listens for bay sensors
   */
  record Places(
      URI broker,
      String cameraA,
      String cameraB,
      String cameraC,
      String panelA,
      int lcdPort,
      int bayPort) {}

  private PlugConfig() {}

  /** The board under proof: everything at lane a, a camera alone at lane b, a loop lane c. */
  static void write(Path file, Path data, Path contacts, Places at, String lot) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    String board =
        """
        site: %s
        edge: %s
        data: "%s"
        mqtt: {url: "%s", root: wugan, resendAfter: PT5S, reconnect: {min: PT0.2S, max: PT2S}}
        commands: {unsigned: true}
        %s
        gpio:
          driver: SIMULATED
          folder: "%s"
          inputs:
            - {id: outer, line: 1}
            - {id: inner, line: 2}
            - {id: loop-c, line: 3}
          outputs:
            - {id: lamp, line: 4, maxOn: PT20S}
        evidence: {quotaMb: 300, keepFreeMb: 64}
        ledger: {reserveMb: 16, backup: {keep: 0}}
        tracking: {samePlateWindow: PT10S}
        """
            .formatted(SITE, EDGE, data, at.broker(), lot, contacts);
    Files.writeString(file, board + bays(folder, at.bayPort()) + lanes(at));
  }

  private static String bays(Path folder, int port) throws IOException {
    return """
        bays:
          listen: 127.0.0.1
          port: %d
          keys: "%s"
          debounce: PT0S
          reportsPerMinute: 600
          burst: 20
          sensors:
            - {id: %s, bay: A-01, interval: PT%dS}
            - {id: %s, bay: A-02, interval: PT%dS}
        """
        .formatted(
            port,
            keys(folder, "bays.psk", SENSOR, STEADY_SENSOR),
            SENSOR,
            SENSOR_SECONDS,
            STEADY_SENSOR,
            SENSOR_SECONDS);
  }

  private static String lanes(Places at) {
    return """
        lanes:
          - id: a
            role: ENTRY
            loops: {outer: outer, inner: inner, stuckAfter: PT1M, missedVehicles: 3}
            signals: [{output: lamp, when: PRESENT, lasts: PT1S}]
            display: %s
            camera: {id: cam-a, url: "%s"}
          - id: b
            role: EXIT
            camera: {id: cam-b, url: "%s"}
          - id: c
            role: ENTRY
            loops: {outer: loop-c}
            display: {type: LCD, address: "tcp://127.0.0.1:%d"}
            camera: {id: cam-c, url: "%s"}
        """
        .formatted(at.panelA(), at.cameraA(), at.cameraB(), at.lcdPort(), at.cameraC());
  }

  /** The section that makes the board a gate of a lot. */
  static String gate(Path folder, int port) throws IOException {
    return "lot: {keeper: 127.0.0.1, port: %d, keys: \"%s\"}"
        .formatted(port, keys(folder, "gate.psk", EDGE));
  }

  /** The board that keeps the lot; the camera of its one lane is never there. */
  static void writeKeeper(Path file, Path data, URI broker, int port) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    Files.writeString(
        file,
        """
        site: %s
        edge: %s
        data: "%s"
        mqtt: {url: "%s", root: wugan, resendAfter: PT5S}
        lot: {keeper: true, boards: [%s], listen: 127.0.0.1, port: %d, keys: "%s"}
        lanes: [{id: k, role: ENTRY, camera: {file: nothing.mp4}}]
        """
            .formatted(SITE, KEEPER, data, broker, EDGE, port, keys(folder, "keeper.psk", EDGE)));
  }

  /** A file of keys, which nobody else may read. */
  static Path keys(Path folder, String name, String... identities) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    StringBuilder lines = new StringBuilder();
    for (String identity : identities) {
      lines.append(identity).append(' ').append(identity.equals(SENSOR) ? OTHER_KEY : KEY);
      lines.append('\n');
    }
    Files.writeString(file, lines);
    return file;
  }
}
