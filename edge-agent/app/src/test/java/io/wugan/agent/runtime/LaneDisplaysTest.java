package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.lane.DriverDisplay;
import io.wugan.agent.testing.Passages;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The displays of a configuration, up to the bytes that reach real sockets. */
// Acceptance scenario A37: the display does not answer.
class LaneDisplaysTest {

  @TempDir Path folder;
  private final SystemLotClock clock = new SystemLotClock(() -> true);
  private final BlockingQueue<HealthAlarm> alarms = new LinkedBlockingQueue<>();
  private Converter panel;
  private Converter counter;

  /** A converter with a panel behind it: keeps what it hears, answers as long as it is told to. */
  private static final class Converter implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final boolean counts;
    private volatile boolean mute;

    Converter(boolean counts) throws IOException {
      this.counts = counts;
      Thread thread = new Thread(this::run, "converter");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return server.getLocalPort();
    }

    private void run() {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          talk(socket);
        } catch (IOException over) {
          heard.add("cut"); // the driver closes after each failure
        }
      }
    }

    private void talk(Socket socket) throws IOException {
      byte[] head = socket.getInputStream().readNBytes(counts ? 7 : 6);
      while (head.length >= 6) {
        byte[] rest =
            counts ? new byte[0] : socket.getInputStream().readNBytes((head[5] & 0xFF) + 2);
        heard.add(HexFormat.of().formatHex(head) + HexFormat.of().formatHex(rest));
        if (!mute) {
          socket.getOutputStream().write(counts ? counted(head) : answer(head));
        }
        head = socket.getInputStream().readNBytes(counts ? 7 : 6);
      }
    }

    private static byte[] counted(byte[] frame) {
      byte[] answer = frame.clone();
      answer[0] = 0x2A;
      answer[5] = (byte) (frame[5] - 0x10);
      return answer;
    }

    private static byte[] answer(byte[] head) {
      byte[] answer = {head[0], 0x64, -1, -1, head[4], 0, 0, 0};
      int crc = 0xFFFF;
      for (int i = 0; i < 6; i++) {
        crc ^= answer[i] & 0xFF;
        for (int bit = 0; bit < 8; bit++) {
          crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xA001 : crc >> 1;
        }
      }
      answer[6] = (byte) crc;
      answer[7] = (byte) (crc >> 8);
      return answer;
    }

    /** The next frame that is no setting of a clock. */
    String next() throws InterruptedException {
      String frame = heard.poll(10, TimeUnit.SECONDS);
      while (frame != null && (frame.startsWith("05", 8) || frame.equals("cut"))) {
        frame = heard.poll(10, TimeUnit.SECONDS);
      }
      return String.valueOf(frame);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @BeforeEach
  void converters() throws IOException {
    panel = new Converter(false);
    counter = new Converter(true);
  }

  @AfterEach
  void close() throws IOException {
    panel.close();
    counter.close();
  }

  private AgentConfig config() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("wugan.yaml"),
            """
            site: s1
            edge: e1
            data: data
            mqtt: {url: "tcp://broker:1883"}
            lanes:
              - {id: out, role: EXIT, camera: {file: o.mp4}, display: {type: OLM, panel: 2, address: "tcp://127.0.0.1:%d"}}
              - {id: in, role: ENTRY, camera: {file: i.mp4}, display: {type: COUNTER, bays: 900, address: "tcp://127.0.0.1:%d"}}
            """
                .formatted(panel.port(), counter.port()));
    return ConfigFile.load(file);
  }

  private static Commit exit(long inside) {
    Passage passage = Passages.of(Direction.EXIT, "浙A12345", Duration.ZERO);
    Decision decision = new Decision.OrphanExit(passage, new MatchDecision.None());
    return new Commit(
        new UUID(0, 1),
        new LedgerChange(Optional.of(passage), decision, List.of(), List.of()),
        List.of(),
        inside);
  }

  private LaneDisplays displays(AgentConfig config) throws IOException {
    DataFolder data = DataFolder.open(config.data());
    TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(1));
    SqliteLedger.open(data.ledger(), new EventCodec("s1", "e1"), ids).close();
    return new LaneDisplays(config, alarms::add, clock);
  }

  @Test
  void passageOfOneLane_isShownThere_andCountedAtTheOther() throws Exception {
    AgentConfig config = config();
    LaneDisplays displays = displays(config);
    try (DriverDisplay out = displays.of(config.lanes().get(0));
        DriverDisplay in = displays.of(config.lanes().get(1))) {
      assertThat(counter.next()).as("nobody inside at the start").isEqualTo("3a00840301c20a");
      out.show(exit(12));
      assertThat(panel.next())
          .startsWith("0264ffff6e")
          .contains("08d5e34131323334350d") // 浙A12345
          .contains("08d2bbc2b7c6bdb0b200"); // 一路平安
      assertThat(counter.next()).as("888 of 900").isEqualTo("3a00780301b60a");
      assertThat(in).isNotNull();
    }
  }

  @Test
  void panelThatFallsSilent_isAnAlarmAfterThree_andOverWhenItAnswers() throws Exception {
    AgentConfig config = config();
    LaneDisplays displays = displays(config);
    try (DriverDisplay out = displays.of(config.lanes().get(0))) {
      panel.mute = true;
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                out.show(exit(1));
                return !alarms.isEmpty();
              });
      assertThat(alarms.take().raised()).isTrue();
      panel.mute = false;
      out.show(exit(1));
      HealthAlarm over = alarms.poll(10, TimeUnit.SECONDS);
      assertThat(over).isNotNull();
      assertThat(over.raised()).isFalse();
    }
  }

  @Test
  void panelsClock_isSetSoonAfterTheStart() throws Exception {
    AgentConfig config = config();
    try (DriverDisplay out = displays(config).of(config.lanes().get(0))) {
      assertThat(panel.heard.poll(10, TimeUnit.SECONDS)).startsWith("0264ffff0508");
      assertThat(out).isNotNull();
    }
  }
}
