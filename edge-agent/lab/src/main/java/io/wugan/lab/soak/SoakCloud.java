package io.wugan.lab.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.lab.broker.CloudEnd;
import io.wugan.lab.demo.DemoClip;
import java.io.IOException;
import java.net.URI;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hears a board beside its back end, which acknowledges. Thread-safe. */
final class SoakCloud implements AutoCloseable {

  /**
   * What came.
   *
   * @param records each once
   * @param gaps numbers that are missing below the newest
   * @param entry at the entry lane
   * @param exit at the exit lane
   */
  record Account(int records, long gaps, Cycle entry, Cycle exit) {
    boolean isWhole() {
      return records > 0 && gaps == 0 && entry.isWhole() && exit.isWhole();
    }
  }

  private final TreeMap<Long, JsonNode> records = new TreeMap<>(); // guarded by this
  private final TreeSet<String> epochs = new TreeSet<>(); // guarded by this
  private final CloudEnd end;

  SoakCloud(URI broker, String board) throws IOException {
    this.end = CloudEnd.connect(broker, board, this::hear);
  }

  private synchronized void hear(String channel, JsonNode body) {
    if (channel.equals("up/evt") || channel.equals("up/bkl")) {
      for (JsonNode event : body) {
        epochs.add(event.path("epoch").asText());
        records.putIfAbsent(event.path("seq").asLong(), vehicle(event));
      }
    }
  }

  // An hour of whole events, with their plates letter by letter, is nothing to keep.
  private static JsonNode vehicle(JsonNode event) {
    boolean passed =
        event.path("type").asText().startsWith("parking.entry")
            || event.path("type").asText().startsWith("parking.exit");
    return passed ? event.path("data") : event.path("data").path("nothing");
  }

  /**
   * What came until now.
   *
   * @throws IOException if the board has changed its epoch, or a clip of the demo is missing
   */
  synchronized Account account() throws IOException {
    if (epochs.size() > 1) {
      throw new IOException("the ledger was begun anew: epochs " + epochs);
    }
    Cycle entry = new Cycle(DemoClip.ENTRY.truth());
    Cycle exit = new Cycle(DemoClip.EXIT.truth());
    for (JsonNode data : records.values()) {
      String plate = data.path("plate").path("number").asText();
      switch (data.path("lane").asText()) {
        case "entry" -> entry.take(plate);
        case "exit" -> exit.take(plate);
        default -> {} // no vehicle
      }
    }
    long gaps = records.isEmpty() ? 0 : records.lastKey() - records.size();
    return new Account(records.size(), gaps, entry, exit);
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
