package io.wugan.lab.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * The smallest program that keeps the promises of an agent: a car every 100 ms, committed with its
 * number before anything else, sent until acknowledged. With {@code --forgetful} it takes the
 * broker's acknowledgement for the cloud's and sends everything once, as many do, and what it says
 * at its start the broker loses.
 */
public final class FakeAgent {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CARS_OF_A_RECORDING = 10;
  private static final String BASE = "wugan/proof/e1/";

  private final Connection ledger;
  private final String url;
  private final boolean forgetful;
  private final LinkedBlockingQueue<JsonNode> acks = new LinkedBlockingQueue<>();
  private final String epoch;
  private MqttClient client;
  private String openSession = "";
  private boolean started;

  private FakeAgent(Path data, String url, boolean forgetful) throws SQLException {
    this.url = url;
    this.forgetful = forgetful;
    ledger = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
    try (Statement make = ledger.createStatement()) {
      make.execute("PRAGMA journal_mode=WAL");
      make.execute("PRAGMA synchronous=FULL");
      make.execute("BEGIN");
      make.execute("CREATE TABLE IF NOT EXISTS head(epoch TEXT, last_seq INTEGER)");
      make.execute(
          "CREATE TABLE IF NOT EXISTS outbox(seq INTEGER PRIMARY KEY, event_id TEXT, body TEXT,"
              + " state INTEGER)");
      make.execute(
          "CREATE TABLE IF NOT EXISTS session(id TEXT PRIMARY KEY, state TEXT, exit_passage TEXT,"
              + " plate TEXT, review INTEGER)");
      make.execute(
          "INSERT INTO head SELECT '%s', 0 WHERE NOT EXISTS (SELECT 1 FROM head)"
              .formatted(UUID.randomUUID()));
      make.execute("COMMIT");
    }
    ledger.setAutoCommit(false);
    epoch = text("SELECT epoch FROM head");
    openSession = text("SELECT coalesce(max(id), '') FROM session WHERE state='OPEN'");
  }

  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    String config = Files.readString(Path.of(words.get(words.indexOf("--config") + 1)));
    Path data = Path.of(first(config, "data: \"([^\"]+)\""));
    FakeAgent agent =
        new FakeAgent(data, first(config, "url: \"([^\"]+)\""), words.contains("--forgetful"));
    agent.run(config.contains("loop: true"));
  }

  static String first(String text, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern);
    }
    return matcher.group(1);
  }

  private void run(boolean loop) throws SQLException, InterruptedException {
    for (int car = 0; ; car++) {
      if (loop || car < CARS_OF_A_RECORDING) {
        capture();
      }
      send(car % 20 == 0);
      JsonNode ack = acks.poll(100, TimeUnit.MILLISECONDS);
      while (ack != null) {
        apply(ack);
        ack = acks.poll();
      }
    }
  }

  private void capture() throws SQLException {
    long seq = Long.parseLong(text("SELECT last_seq + 1 FROM head"));
    boolean entering = openSession.isEmpty();
    String session = entering ? UUID.randomUUID().toString() : openSession;
    String id = UUID.randomUUID().toString();
    String exit = "null";
    if (entering) {
      update("INSERT INTO session VALUES(?, 'OPEN', NULL, '浙A12345', 0)", session);
    } else {
      update("UPDATE session SET state='CLOSED', exit_passage=? WHERE id=?", id, session);
      exit = "{\"passage\":\"%s\",\"at\":{\"utc\":\"2026-03-02T13:00:00.000Z\"}}".formatted(id);
    }
    String body =
        """
        {"specversion":"1.0","id":"%s","source":"/site/proof/edge/e1","type":"%s","epoch":"%s",
        "seq":"%d","data":{"session":{"id":"%s","state":"%s","revision":%d,"plate":"浙A12345",
        "entry":{"at":{"utc":"2026-03-02T12:00:00.000Z"}},"exit":%s}}}"""
            .formatted(
                id,
                entering ? "parking.entry.v1" : "parking.exit.v1",
                epoch,
                seq,
                session,
                entering ? "OPEN" : "CLOSED",
                entering ? 1 : 2,
                exit);
    update("INSERT INTO outbox VALUES(?, ?, ?, 0)", seq, id, body);
    update("UPDATE head SET last_seq=?", seq);
    ledger.commit();
    openSession = entering ? session : "";
  }

  private void send(boolean again) throws SQLException {
    try {
      connect();
      List<String> bodies = new ArrayList<>();
      int below = again && !forgetful ? 2 : 1;
      try (PreparedStatement query =
              ledger.prepareStatement(
                  "SELECT body FROM outbox WHERE state<" + below + " ORDER BY seq LIMIT 50");
          ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          bodies.add(rows.getString(1));
        }
      }
      if (!bodies.isEmpty()) {
        if (forgetful) {
          update(
              "UPDATE outbox SET state=2 WHERE seq IN"
                  + " (SELECT seq FROM outbox WHERE state=0 ORDER BY seq LIMIT 50)");
          ledger.commit();
        }
        byte[] message = bodies.toString().getBytes(StandardCharsets.UTF_8);
        if (!forgetful || started) {
          client.publish(BASE + "up/evt", message, 1, false);
        }
        started = true;
        update(
            "UPDATE outbox SET state=1 WHERE seq IN"
                + " (SELECT seq FROM outbox WHERE state=0 ORDER BY seq LIMIT 50)");
      }
      ledger.commit();
    } catch (MqttException away) {
      ledger.rollback();
    }
  }

  private void connect() throws MqttException {
    if (client != null && client.isConnected()) {
      return;
    }
    client = new MqttClient(url, "fake-agent", new MemoryPersistence());
    client.setTimeToWait(2000);
    MqttConnectOptions options = new MqttConnectOptions();
    options.setConnectionTimeout(2);
    client.connect(options);
    client.subscribe(
        BASE + "dn/ack", 1, (topic, message) -> acks.add(JSON.readTree(message.getPayload())));
  }

  private void apply(JsonNode ack) throws SQLException {
    if (ack.path("epoch").asText().equals(epoch)) {
      update("UPDATE outbox SET state=2 WHERE state<2 AND seq<=?", ack.path("upto").asLong());
      for (JsonNode seq : ack.path("also")) {
        update("UPDATE outbox SET state=2 WHERE seq=?", seq.asLong());
      }
      ledger.commit();
    }
  }

  private String text(String sql) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = ledger.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
