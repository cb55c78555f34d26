package io.wugan.lab.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.lab.billing.EdgeId;
import io.wugan.sync.uplink.MqttConnection;
import io.wugan.sync.uplink.MqttListener;
import io.wugan.sync.uplink.MqttOpening;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.PahoTransport;
import io.wugan.sync.uplink.Publication;
import io.wugan.sync.uplink.TlsFiles;
import io.wugan.sync.uplink.TransportException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A back end in small, behind a broker that asks for certificates: keeps each record and
 * acknowledges it.
 */
final class SecuredCloud implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String topics;
  private final MqttConnection connection;
  private final Map<Long, String> records = new TreeMap<>();
  private final AtomicLong tokens = new AtomicLong();
  private final ExecutorService acks = Executors.newSingleThreadExecutor();

  SecuredCloud(URI broker, TlsFiles files, EdgeId edge)
      throws TransportException, InterruptedException {
    this.topics = edge.site() + "/" + edge.edge() + "/";
    Optional<String> none = Optional.empty();
    this.connection =
        new PahoTransport(
                new MqttSettings(
                    broker.toString(),
                    PahoTransport.certificateName(files).orElseThrow(),
                    none,
                    Optional.empty(),
                    AgentConfig.ROOT,
                    files))
            .connect(
                new MqttOpening(List.of(topics + "up/evt", topics + "up/bkl"), Optional.empty()),
                new Ears(),
                Duration.ofSeconds(15));
  }

  private final class Ears implements MqttListener {
    @Override
    public void received(String topic, byte[] payload) {
      try {
        keep(JSON.readTree(payload));
      } catch (IOException broken) {
        throw new AssertionError(broken);
      }
    }

    @Override
    public void published(long token) {
      // What the board hears is what counts.
    }

    @Override
    public void notPublished(long token, String reason) {
      // The board sends again.
    }

    @Override
    public void refused(long token, boolean ofTheMessage, String reason) {
      // The board sends again.
    }

    @Override
    public void lost(String reason) {
      // The test ends with the wait that this breaks.
    }
  }

  private synchronized void keep(JsonNode events) {
    String epoch = "";
    for (JsonNode event : events) {
      records.put(event.get("seq").asLong(), event.get("id").asText());
      epoch = event.get("epoch").asText();
    }
    String ack = "{\"epoch\":\"" + epoch + "\",\"upto\":" + upto() + "}";
    acks.execute(() -> say(ack));
  }

  private void say(String ack) {
    try {
      connection.publish(
          new Publication(topics + "dn/ack", ack.getBytes(StandardCharsets.UTF_8), false),
          tokens.incrementAndGet());
    } catch (TransportException gone) {
      throw new AssertionError(gone);
    }
  }

  /** Everything up to this number is here. */
  synchronized long upto() {
    long upto = 0;
    while (records.containsKey(upto + 1)) {
      upto++;
    }
    return upto;
  }

  @Override
  public void close() {
    acks.shutdownNow();
    connection.leave(Duration.ofSeconds(2));
  }
}
