package io.wugan.lab.proof.sister;

import io.wugan.lab.proof.ProofException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One board: the agent with a configuration file, in its own network, with its lane's camera and
 * panel. It has a boot id and a time since boot of its own, as boards have, by a mount and a time
 * namespace that only it sees. Used by one thread.
 */
final class Board implements AutoCloseable {

  private static final Duration APART = Duration.ofDays(3);

  // $1 boot id, $2 seconds since a start of the machine before the real one, $3 and on the program.
  // A time namespace shifts the time since boot, see time_namespaces(7). The file in /run says that
  // the clock was set.
  private static final String OWN_MACHINE =
      """
      set -e
      mount --bind "$1" /proc/sys/kernel/random/boot_id
      mount -t tmpfs tmpfs /run
      mkdir -p /run/systemd/timesync
      : > /run/systemd/timesync/synchronized
      before=$2
      shift 2
      exec unshare --time --boottime "$before" --fork --kill-child "$@"
      """;

  private final Place place;
  private final Path folder;
  private final LaneCamera camera;
  private final LanePanel panel;
  private final PlacedProcess process;

  private Board(Place place, Path folder, List<byte[]> empty) throws IOException {
    this.place = place;
    this.folder = folder;
    this.process = new PlacedProcess(place, "board " + place.id(), folder.resolve("agent.log"));
    this.camera = new LaneCamera(place.laneAddress(), empty);
    this.panel = new LanePanel(place.laneAddress());
  }

  /**
   * Makes it, with a new identity; it does not run yet.
   *
   * @param work folder in which its own is made
   * @param keys lines of its key file: its own; those of all gates for the keeper
   * @param empty pictures of its lane without a vehicle
   */
  static Board make(Place place, Path work, List<String> keys, List<byte[]> empty)
      throws IOException {
    Path folder = Files.createDirectories(work.resolve(place.id()));
    Path keyFile = folder.resolve("lot.psk");
    Files.write(keyFile, keys);
    if (!keyFile.toFile().setReadable(false, false) || !keyFile.toFile().setReadable(true, true)) {
      throw new ProofException("cannot make " + keyFile + " readable for its owner alone");
    }
    Board board = new Board(place, folder, empty);
    board.writeConfig();
    board.reboot();
    return board;
  }

  private void writeConfig() throws IOException {
    String lot =
        place == Place.OFFICE
            ? "{keeper: true, boards: [%s, %s], keys: lot.psk}"
                .formatted(Place.GATE_IN.id(), Place.GATE_OUT.id())
            : "{keeper: %s, keys: lot.psk}".formatted(Place.OFFICE.address());
    Files.writeString(
        folder.resolve("wugan.yaml"),
        """
        site: %s
        edge: %s
        data: data
        mqtt: {url: "tcp://%s:1883", root: wugan, resendAfter: PT5S, reconnect: {min: PT0.2S, max: PT2S}}
        lot: %s
        lanes:
          - id: %s
            role: %s
            camera: {id: cam-%s, url: "%s"}
            display: {type: LCD, address: "udp://%s:%d", voice: {on: false}}
        """
            .formatted(
                Cloud.SITE,
                place.id(),
                Place.CLOUD.address(),
                lot,
                place.lane(),
                place.isEntry() ? "ENTRY" : "EXIT",
                place.id(),
                camera.url(),
                place.laneAddress(),
                LanePanel.PORT));
  }

  /** The next start is one after a loss of power: with another boot id. */
  void reboot() throws IOException {
    Files.writeString(folder.resolve("boot_id"), UUID.randomUUID() + "\n");
  }

  /** Starts the agent. */
  void start() {
    start(List.of());
  }

  /**
   * Starts the agent with a clock that is wrong, as one that a wrong time server has set.
   *
   * @param fast how much it is ahead; its time since boot goes on as it should
   */
  void startWrong(Duration fast) {
    start(WrongClock.before(folder, fast));
  }

  private void start(List<String> before) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", OWN_MACHINE, "board"));
    words.add(folder.resolve("boot_id").toString());
    words.add(Long.toString(APART.toSeconds() * place.number()));
    words.addAll(before);
    words.addAll(PlacedProcess.java("-Xmx384m"));
    words.addAll(List.of("run", "--config", folder.resolve("wugan.yaml").toString()));
    process.start(words);
  }

  Place place() {
    return place;
  }

  LaneCamera camera() {
    return camera;
  }

  LanePanel panel() {
    return panel;
  }

  PlacedProcess process() {
    return process;
  }

  /** The ledger's file. */
  Path ledger() {
    return folder.resolve("data").resolve("ledger.db");
  }

  @Override
  public void close() throws IOException {
    process.close();
    camera.close();
    panel.close();
  }
}
