package io.wugan.lab.sensor;

import io.wugan.core.bay.BayBoard;
import io.wugan.core.bay.BayRules;
import io.wugan.core.bay.BaySensor;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.devices.coap.CoapStats;
import io.wugan.devices.coap.bay.BayGatewaySettings;
import io.wugan.devices.coap.bay.BayGatewaySettings.Admission;
import io.wugan.devices.coap.bay.BayGatewaySettings.Rate;
import io.wugan.devices.coap.bay.CoapBayGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A real gateway with so many sensors and a handheld, on the loopback. Used by one thread. */
final class GatewayLot implements AutoCloseable {

  /** The handheld. */
  static final String PHONE = "phone";

  private final Path folder;
  private final BayGatewaySettings settings;
  private final Map<String, Boolean> health = new ConcurrentHashMap<>();
  private final LotClock clock = new SystemLotClock(() -> true);
  private BayBoard board;
  private CoapBayGateway gateway;

  /**
   * @param sensors how many; they are called {@code s0}, {@code s1} …
   * @param rate what each may report
   */
  GatewayLot(Path folder, int sensors, Rate rate) throws IOException {
    this.folder = folder;
    List<BaySensor> known = new ArrayList<>();
    StringBuilder keys = new StringBuilder(PHONE + " " + hexKey(PHONE) + "\n");
    for (int i = 0; i < sensors; i++) {
      known.add(new BaySensor("s" + i, "A-" + i, Duration.ofMinutes(5)));
      keys.append("s%d %s%n".formatted(i, hexKey("s" + i)));
    }
    write(keys());
    Files.writeString(keys(), keys);
    this.settings =
        new BayGatewaySettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.of(keys()),
            known,
            new Admission(false, Duration.ofMinutes(5), Set.of(PHONE)),
            new BayRules(Duration.ZERO, 3, 15, 0),
            rate);
    this.board = newBoard();
    this.gateway = open(settings);
  }

  private static void write(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] own =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, own);
  }

  private BayBoard newBoard() {
    return new BayBoard(settings.rules(), this::note);
  }

  private void note(Object kind, Object place, boolean wrong, String detail) {
    health.put(kind + " " + place, wrong);
  }

  private CoapBayGateway open(BayGatewaySettings how) throws IOException {
    return CoapBayGateway.start(how, board, folder.resolve("sessions"), clock, this::note);
  }

  /** Ends the gateway as an agent does and starts another one on the same port, with empty bays. */
  void restart() throws IOException {
    InetSocketAddress same = address();
    gateway.close();
    board = newBoard();
    gateway =
        open(
            new BayGatewaySettings(
                same,
                settings.keys(),
                settings.sensors(),
                settings.admission(),
                settings.rules(),
                settings.reports()));
  }

  /** Key of an identity as a foreign client is told it: 16 characters. */
  static String textKey(String identity) {
    return ("key-of-" + identity + "-0123456789abcdef").substring(0, 16);
  }

  private static String hexKey(String identity) {
    return HexFormat.of().formatHex(textKey(identity).getBytes(StandardCharsets.US_ASCII));
  }

  Path keys() {
    return folder.resolve("bays.psk");
  }

  InetSocketAddress address() {
    return gateway.address();
  }

  BayBoard board() {
    return board;
  }

  CoapStats stats() {
    return gateway.stats();
  }

  /** Whether this is wrong now, {@code KIND place}. */
  boolean isWrong(String what) {
    return health.getOrDefault(what, false);
  }

  @Override
  public void close() throws IOException {
    gateway.close();
  }
}
