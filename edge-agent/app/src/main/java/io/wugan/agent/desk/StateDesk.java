package io.wugan.agent.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers whoever asks how the running agent stands, and accepts how a lane is aimed: orders wait
 * in the same folder as corrections. Confined to the thread that calls {@link #turn}.
 */
public final class StateDesk {

  private static final Logger log = LoggerFactory.getLogger(StateDesk.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PERIOD = Duration.ofMillis(300);
  private static final String ORDER = "order";
  private static final String STATE = "State";
  private static final String ACCEPT = "Accept";
  private static final String SUFFIX = ".state";

  /** What the agent says of itself. */
  public interface Source {

    /**
     * How it stands, as JSON on one line.
     *
     * @param pictures with the newest picture of each lane
     */
    String state(boolean pictures);

    /**
     * Accepts how a lane is aimed now.
     *
     * @param by who signs
     * @return what was done, or why not
     */
    Answer accept(UUID order, String lane, String by);
  }

  private final OrderFolder orders;
  private final Source source;

  /**
   * @param folder in which orders wait
   * @param source answers
   */
  public StateDesk(Path folder, Source source) {
    this.orders = folder(folder);
    this.source = source;
  }

  private static OrderFolder folder(Path folder) {
    return new OrderFolder(folder, SUFFIX, "questions");
  }

  /**
   * Asks a running agent, and takes the question back where none answers.
   *
   * @return its answer; empty if there is none within {@code limit}: no agent runs on this folder
   */
  public static Optional<String> ask(Path folder, boolean pictures, Duration limit)
      throws IOException, InterruptedException {
    UUID id = UUID.randomUUID();
    ObjectNode order = JSON.createObjectNode().put("id", id.toString()).put(ORDER, STATE);
    return submit(folder, id, order.put("pictures", pictures), limit).map(Answer::text);
  }

  /**
   * Has a lane's aim accepted.
   *
   * @return what was done, or why not; empty if no agent answers within {@code limit}
   */
  public static Optional<Answer> accept(Path folder, String lane, String by, Duration limit)
      throws IOException, InterruptedException {
    UUID id = UUID.randomUUID();
    ObjectNode order = JSON.createObjectNode().put("id", id.toString()).put(ORDER, ACCEPT);
    return submit(folder, id, order.put("lane", lane).put("by", by), limit);
  }

  private static Optional<Answer> submit(Path folder, UUID id, ObjectNode order, Duration limit)
      throws IOException, InterruptedException {
    OrderFolder orders = folder(folder);
    orders.submit(id, order.toString());
    Optional<Answer> answer = orders.await(id, limit);
    if (answer.isEmpty()) {
      Files.deleteIfExists(folder.resolve(id + SUFFIX));
    }
    return answer;
  }

  /** Answers what waits; to be called again after the time that it returns. */
  public Duration turn() {
    try {
      for (Path file : orders.waiting()) {
        answer(file);
      }
    } catch (IOException failed) {
      log.warn("questions wait: {}", failed.getMessage());
      return PERIOD.multipliedBy(30);
    }
    return PERIOD;
  }

  private void answer(Path file) throws IOException {
    Answer answer;
    try {
      JsonNode order = JSON.readTree(Files.readString(file));
      UUID id = UUID.fromString(order.path("id").asText());
      answer =
          switch (order.path(ORDER).asText()) {
            case STATE -> new Answer(id, true, source.state(order.path("pictures").asBoolean()));
            case ACCEPT ->
                source.accept(id, order.path("lane").asText(), order.path("by").asText());
            default -> throw new IllegalArgumentException("order must be State or Accept");
          };
    } catch (JsonProcessingException | IllegalArgumentException noOrder) {
      log.error("{} is no question and is put aside: {}", file, noOrder.getMessage());
      orders.setAside(file);
      return;
    }
    orders.answer(file, answer);
  }
}
