package io.wugan.agent.doctor;

import io.wugan.agent.broker.Brokers;
import io.wugan.agent.config.AgentConfig;
import io.wugan.core.text.Bilingual;
import io.wugan.sync.uplink.MqttConnection;
import io.wugan.sync.uplink.MqttListener;
import io.wugan.sync.uplink.MqttOpening;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.MqttTransport;
import io.wugan.sync.uplink.MqttTransports;
import io.wugan.sync.uplink.TransportException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The broker: its name, its port, its certificate, and whether it takes this board. A running agent
 * holds the board's one connection and is asked; without one it is made, with a clean session and
 * no will, and left again.
 */
final class BrokerCheck implements Check {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;
  private static final long GOOD_DAYS = 30;
  private static final long BEARABLE_DAYS = 7;

  private static final Bilingual RIGHTS =
      new Bilingual(
          "Look at user, password and certificate, and at what the broker lets this board subscribe"
              + " (dn/#).",
          "检查用户名、密码与证书，以及服务器是否允许本机订阅（dn/#）。");

  @Override
  public String id() {
    return "broker";
  }

  @Override
  public Duration limit(DoctorContext context) {
    return Duration.ofSeconds(40);
  }

  @Override
  public List<Finding> look(DoctorContext context) throws IOException, InterruptedException {
    AgentConfig config = context.config();
    MqttSettings settings = Brokers.settings(config.site(), config.edge(), config.mqtt());
    URI uri = URI.create(settings.url());
    int port = uri.getPort() >= 0 ? uri.getPort() : settings.encrypted() ? TLS_PORT : PLAIN_PORT;
    List<Finding> findings =
        new ArrayList<>(
            new Endpoint(
                    id(),
                    new Bilingual("broker", "消息服务器"),
                    uri.getHost(),
                    port,
                    settings.encrypted(),
                    settings.tls())
                .look());
    if (!settings.encrypted()) {
      findings.add(
          Finding.of(id(), "", "encryption", "加密")
              .wanted("ssl://", "ssl://")
              .warning(
                  new Bilingual("none", "无"),
                  new Bilingual(
                      "Outside a network of your own, use ssl:// with the board's certificate.",
                      "非专用网络请使用 ssl:// 并为本机签发证书。")));
    }
    Optional<Path> missing = settings.tls().missing();
    if (missing.isPresent()) {
      findings.add(unenrolled(missing.get()));
    }
    if (context.agent().isPresent()) {
      findings.addAll(asked(context.agent().get()));
    } else if (findings.stream().noneMatch(finding -> finding.verdict() == Verdict.FAULT)) {
      findings.addAll(entered(config, settings));
    }
    return findings;
  }

  private Finding unenrolled(Path missing) {
    return Finding.of(id(), "", "the board's own certificate", "本机证书")
        .wanted("there, 30 days left", "已签发，剩余 30 天以上")
        .fault(
            new Bilingual(
                "not enrolled yet: " + missing + " is not there", "尚未申领：" + missing + " 不存在"),
            new Bilingual(
                "sudo wugan enrol says what is wanted (docs/first-boot.md). Vehicles are recorded"
                    + " meanwhile.",
                "运行 sudo wugan enrol 查看原因（见 docs/first-boot.zh.md）；期间照常记录车辆。"));
  }

  private Finding.Subject session() {
    return Finding.of(
            id(), "", "session with the broker (CONNACK, SUBACK)", "与服务器会话（CONNACK、SUBACK）")
        .wanted("at most 500 ms", "不超过 500 ms");
  }

  private List<Finding> asked(AgentState agent) {
    Finding connected =
        agent.connected()
            ? session().ok(new Bilingual("connected, by the agent", "已连接（由运行中的程序提供）"))
            : session().fault(Bilingual.same(agent.lastFailure()), RIGHTS);
    return List.of(
        connected,
        Finding.of(id(), "", "records that wait for the cloud", "待确认记录")
            .wanted("at most 100", "不超过 100")
            .atMost(
                (double) agent.waiting(),
                100,
                10_000,
                Long.toString(agent.waiting()),
                new Bilingual(
                    "The cloud's consumer does not acknowledge: ask whoever runs it.",
                    "云端未确认：请联系平台方。")));
  }

  private List<Finding> entered(AgentConfig config, MqttSettings settings)
      throws InterruptedException {
    MqttTransport transport =
        MqttTransports.create(config.mqtt().version(), settings, Instant::now);
    List<Finding> findings = new ArrayList<>();
    own(transport.certificateExpires()).ifPresent(findings::add);
    String topic = "%s/%s/dn/hlo".formatted(config.site(), config.edge());
    long from = System.nanoTime();
    try {
      MqttConnection connection =
          transport.connect(
              new MqttOpening(List.of(topic), Optional.empty()), new Deaf(), CONNECT_LIMIT);
      double millis = (System.nanoTime() - from) / 1e6;
      connection.leave(Duration.ofSeconds(2));
      findings.add(
          session()
              .atMost(
                  millis,
                  500,
                  5000,
                  String.format(
                      Locale.ROOT, "%.0f ms, MQTT %s", millis, connection.version().name()),
                  new Bilingual("A slow line: look at its load.", "线路过慢：检查带宽占用。")));
    } catch (TransportException refused) {
      findings.add(session().fault(Bilingual.same(String.valueOf(refused.getMessage())), RIGHTS));
    }
    return findings;
  }

  private Optional<Finding> own(Optional<Instant> expires) {
    return expires.map(
        until -> {
          long days = Duration.between(Instant.now(), until).toDays();
          return Finding.of(id(), "", "the board's own certificate", "本机证书")
              .wanted("30 days left", "剩余 30 天以上")
              .atLeast(
                  (double) days,
                  GOOD_DAYS,
                  BEARABLE_DAYS,
                  days + " d",
                  new Bilingual("Have it renewed.", "请续签证书。"));
        });
  }

  /** Nothing is expected. */
  private static final class Deaf implements MqttListener {
    @Override
    public void received(String topic, byte[] payload) {
      // A retained greeting may come; the next agent gets it again.
    }

    @Override
    public void published(long token) {
      // Nothing is published.
    }

    @Override
    public void notPublished(long token, String reason) {
      // Nothing is published.
    }

    @Override
    public void refused(long token, boolean ofTheMessage, String reason) {
      // Nothing is published.
    }

    @Override
    public void lost(String reason) {
      // It is left at once.
    }
  }
}
