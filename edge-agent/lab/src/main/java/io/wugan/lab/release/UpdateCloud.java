package io.wugan.lab.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wugan.lab.broker.CloudEnd;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cloud that acknowledges what comes, orders updates and hears what becomes of them. Thread-safe.
 */
final class UpdateCloud implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(UpdateCloud.class);
  private static final long USEFUL_SECONDS = 3_600;

  private final CloudEnd end;
  private final Map<String, TreeSet<Long>> numbers = new ConcurrentHashMap<>();
  private final AtomicLong vehicles = new AtomicLong();
  private volatile JsonNode update = MissingNode.getInstance();

  private UpdateCloud(URI broker, String board) throws IOException {
    this.end = CloudEnd.connect(broker, board, this::hear);
  }

  /**
   * @param board first levels of its topics, {@code root/site/edge}
   * @throws IOException if the broker cannot be reached
   */
  static UpdateCloud connect(URI broker, String board) throws IOException {
    return new UpdateCloud(broker, board);
  }

  private void hear(String channel, JsonNode body) {
    switch (channel) {
      case "up/evt", "up/bkl" -> take(body);
      case "up/upd" -> update = body;
      default -> log.debug("{} is of no interest here", channel);
    }
  }

  private void take(JsonNode events) {
    String epoch = "";
    for (JsonNode event : events) {
      epoch = event.path("epoch").asText();
      TreeSet<Long> known = numbers.computeIfAbsent(epoch, any -> new TreeSet<>());
      synchronized (known) {
        boolean fresh = known.add(event.path("seq").asLong());
        if (fresh && event.path("type").asText().startsWith("parking.e")) {
          vehicles.incrementAndGet();
        }
      }
    }
    TreeSet<Long> known = numbers.getOrDefault(epoch, new TreeSet<>());
    long upTo = 0;
    synchronized (known) {
      while (known.contains(upTo + 1)) {
        upTo++;
      }
    }
    if (upTo > 0) {
      end.say("dn/ack", "{\"epoch\":\"%s\",\"upto\":%d}".formatted(epoch, upTo));
    }
  }

  /** Orders an update; the same id is one job. */
  void order(UUID id, ReleaseShop.Goods goods, URI url, long bytes) {
    String command =
        """
        {"cmdId": "%s", "edge": "%s", "type": "update", "exp": "%s", "by": "update-proof",
         "args": {"version": "%s", "url": "%s", "bytes": %d, "sha256": "%s"}}
        """
            .formatted(
                id,
                end.edge(),
                Instant.now().plusSeconds(USEFUL_SECONDS),
                goods.version(),
                url,
                bytes,
                goods.sha256());
    // Without a connection it is lost, and ordered again.
    end.say("dn/cmd", command);
  }

  /** Whether the board said last that an update to this version ended so. */
  boolean heard(String version, ReleaseFault.Ends ends) {
    JsonNode last = update;
    return last.path("version").asText().equals(version)
        && last.path("status").asText().equals(ends.name());
  }

  /** What the board said last of its updates. */
  JsonNode lastUpdate() {
    return update;
  }

  /** Entries and exits that came, each once. */
  long vehicles() {
    return vehicles.get();
  }

  /** Whether the numbers of each epoch are there without a gap. */
  boolean isWhole() {
    return numbers.values().stream()
        .allMatch(
            known -> {
              synchronized (known) {
                return known.isEmpty() || known.last() == known.size();
              }
            });
  }

  /** Records that came, each once. */
  long records() {
    return numbers.values().stream().mapToLong(TreeSet::size).sum();
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
