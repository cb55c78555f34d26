package io.wugan.lab.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.lab.broker.Broker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * What happens between a lot and its cloud, told in text, one event after another, joined by {@code
 * ;}. Times are those of the day, on the board's clock, which is a virtual one:
 *
 * <pre>
 * in 08:00 浙A12345                    a car comes into the view of the entry lane's camera
 * out 09:20 浙A12345                   … of the exit lane's
 * traffic 100 from 08:00 for 20min     so many cars come in and go out again, evenly
 *   … cloudless 5-10                   meanwhile the back end is gone, from minute to minute
 * wait 6h                              nobody passes
 * shows X1 浙A12345/请离场后付费        a driver reads that now
 * line down, line up                   the board's broker is gone, and back
 * cut after 120                        the line breaks under what would be more than 120 records
 * lose 150; lose acks; keep acks       what the road to the cloud loses
 * say upto=99 also=100-149 missing=150 the cloud's word, in place of the back end's
 * arrive 200                           waits until the back end has got so many records
 * sent                                 … until the board's broker has taken everything
 * acked 1-9,12; acked                  waits until just that is acknowledged; everything
 * repeat 20                            waits until so many have come by once more
 * kill STEP out 09:20 浙A12345         the board dies at a step of writing an exit, and starts again
 * </pre>
 */
final class DeliveryScript implements AutoCloseable {
  private static final Duration LAST_CAR = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FIRST_PLATE = 10_000;

  private final DeliveryLot lot;
  private final Random random = new Random(43);
  private int cars;

  /**
   * @param waits {@code 600/1}: seconds after which the board sends again what nobody acknowledged,
   *     and after which the back end asks for what it misses
   */
  DeliveryScript(Path folder, Broker boards, Broker clouds, String waits)
      throws IOException, MqttException, InterruptedException {
    String[] seconds = waits.split("/");
    this.lot =
        new DeliveryLot(
            folder,
            boards,
            clouds,
            Duration.ofSeconds(Long.parseLong(seconds[0])),
            Duration.ofSeconds(Long.parseLong(seconds[1])));
  }

  DeliveryLot lot() {
    return lot;
  }

  /** Plays events, and waits until everything is acknowledged and billed. */
  void play(String script) throws IOException, MqttException, InterruptedException {
    for (String event : script.split(";")) {
      String[] words = event.strip().split(" +");
      switch (words[0]) {
        case "in", "out" ->
            lot.board().pass(words[0].equals("in") ? "E1" : "X1", words[2], time(words[1]));
        case "traffic" -> traffic(words);
        case "wait" -> lot.board().sleepUntil(lot.board().now().plus(length(words[1])));
        case "shows" -> shows(words[1], words[2]);
        case "kill" -> die(words);
        default -> trouble(event.strip(), words);
      }
    }
    lot.settle();
  }

  /** The display has a thread of its own, which may need a moment. */
  private void shows(String lane, String lines) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(lot.board().shown(lane)).isEqualTo(lines));
  }

  private void trouble(String event, String... words)
      throws IOException, MqttException, InterruptedException {
    switch (event) {
      case "line down" -> lot.lineDown();
      case "line up" -> lot.lineUp();
      case "lose acks" -> lot.road().loseAcks(true);
      case "keep acks" -> lot.road().loseAcks(false);
      case "acked" -> lot.settle();
      case "sent" -> sent();
      default -> {
        switch (words[0]) {
          case "lose" -> lot.road().lose(Long.parseLong(words[1]));
          case "cut" -> cut(Integer.parseInt(words[2]));
          case "say" -> say(words);
          case "acked" -> acked(words[1]);
          case "arrive" -> arrive(Integer.parseInt(words[1]));
          case "repeat" -> repeat(Integer.parseInt(words[1]));
          default -> throw new IllegalArgumentException("no such event: " + event);
        }
      }
    }
  }

  /** Everybody stays for a quarter of the time, at most ten minutes. */
  private void traffic(String... words) throws InterruptedException {
    int vehicles = Integer.parseInt(words[1]);
    Duration from = time(words[3]);
    Duration length = length(words[5]);
    long stayMillis = Math.min(Duration.ofMinutes(10).toMillis(), length.toMillis() / 4);
    long gapMillis = (length.minus(LAST_CAR).toMillis() - stayMillis) / vehicles;
    lot.board().sleepUntil(from);
    for (int i = 0; i < vehicles; i++) {
      String plate = "浙A" + (FIRST_PLATE + cars++);
      long atMillis = i * gapMillis + random.nextLong(gapMillis / 4);
      lot.board().expect("E1", plate, from.plusMillis(atMillis));
      lot.board().expect("X1", plate, from.plusMillis(atMillis + stayMillis));
    }
    if (words.length > 6) {
      String[] minutes = words[7].split("-");
      lot.board().watchUntil(from.plusMinutes(Long.parseLong(minutes[0])));
      lot.cloudDown();
      lot.board().watchUntil(from.plusMinutes(Long.parseLong(minutes[1])));
      lot.cloudUp();
    }
    lot.board().watchUntil(from.plus(length));
  }

  private void die(String... words) throws IOException, InterruptedException {
    int out = Arrays.asList(words).indexOf("out");
    String step = Arrays.stream(words, 1, out).collect(Collectors.joining(" "));
    lot.dieWriting(step, words[out + 2], time(words[out + 1]));
  }

  private void cut(int events) {
    lot.road().breakAfter(events);
    lot.lineDown();
  }

  private void say(String... words) throws MqttException {
    String fields =
        Stream.of(words)
            .skip(1)
            .map(word -> word.split("="))
            .map(field -> ",\"" + field[0] + "\":" + value(field[0], field[1]))
            .collect(Collectors.joining());
    lot.road().say("{\"epoch\":\"" + lot.board().ledger().epoch() + "\"" + fields + "}");
  }

  private static String value(String field, String numbers) {
    return switch (field) {
      case "upto" -> numbers;
      case "missing" -> "[[" + numbers + "," + numbers + "]]";
      default ->
          Stream.of(numbers.split(","))
              .map(range -> range.split("-"))
              .flatMap(ends -> range(ends[0], ends[ends.length - 1]))
              .collect(Collectors.joining(",", "[", "]"));
    };
  }

  private static Stream<String> range(String first, String last) {
    return java.util.stream.LongStream.rangeClosed(Long.parseLong(first), Long.parseLong(last))
        .mapToObj(Long::toString);
  }

  private void arrive(int records) {
    await(records + " records at the back end")
        .atMost(PATIENCE)
        .until(() -> lot.recordsInCloud() == records);
  }

  /** What is still under way would not be sent again on the cloud's word. */
  private void sent() {
    await("everything to be sent")
        .atMost(PATIENCE)
        .until(() -> !lot.told().outbox().contains("new "));
  }

  private void acked(String seqs) {
    await(seqs + " to be all that is acknowledged")
        .atMost(PATIENCE)
        .until(() -> lot.told().outbox().contains("acked " + seqs + ","));
  }

  private void repeat(int records) {
    await(records + " records to come again")
        .atMost(PATIENCE)
        .until(() -> lot.road().countRepeated() >= records);
  }

  private static Duration time(String time) {
    String[] parts = time.split(":");
    return Duration.ofHours(Long.parseLong(parts[0])).plusMinutes(Long.parseLong(parts[1]));
  }

  private static Duration length(String length) {
    long number = Long.parseLong(length.replaceAll("\\D", ""));
    return length.endsWith("h") ? Duration.ofHours(number) : Duration.ofMinutes(number);
  }

  @Override
  public void close() throws MqttException, InterruptedException {
    lot.close();
  }
}
