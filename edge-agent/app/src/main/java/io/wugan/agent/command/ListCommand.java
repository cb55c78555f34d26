package io.wugan.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.CloudOrders;
import io.wugan.agent.desk.ListService;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.time.LotClock;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.ledger.PlateListParts;
import io.wugan.sync.ledger.PlateListParts.Place;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The command {@code list}: a list of plates takes the place of the one that is held. A list that
 * is longer than a message comes in parts; it counts once it is whole, all at once.
 */
public final class ListCommand implements CommandHandler {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String REVISION = "revision";
  private static final String PLATES = "plates";
  private static final String PARTS = "parts";

  private final ListService lists;
  private final PlateListParts parts;
  private final LotClock clock;

  /**
   * @param lists takes whole lists
   * @param parts keeps parts until a list is whole
   * @param clock tells which parts are too old
   */
  public ListCommand(ListService lists, PlateListParts parts, LotClock clock) {
    this.lists = lists;
    this.parts = parts;
    this.clock = clock;
  }

  @Override
  public CommandOutcome handle(CloudCommand command) throws IOException, InterruptedException {
    return command.args().has(PARTS) ? part(command) : outcome(command, command.args());
  }

  private CommandOutcome outcome(CloudCommand command, JsonNode args) throws InterruptedException {
    Answer answer = lists.apply(CloudOrders.list(command.id(), args));
    return answer.applied()
        ? CommandOutcome.done(answer.text())
        : CommandOutcome.failed(answer.text());
  }

  private CommandOutcome part(CloudCommand command) throws IOException, InterruptedException {
    JsonNode args = command.args();
    // What is wrong with a part is told with this part, not with the last one.
    CloudOrders.list(command.id(), args);
    Place place =
        new Place(
            args.path(REVISION).asLong(), args.path("part").asInt(), args.path(PARTS).asInt());
    SortedMap<Integer, byte[]> kept =
        LedgerWait.on(
            parts.put(place, JSON.writeValueAsBytes(args.get(PLATES)), clock.now().utc()));
    if (kept.isEmpty()) {
      return CommandOutcome.failed("parts of a list with a higher revision are kept already");
    }
    List<Integer> missing = PlateListParts.missing(place, kept);
    if (!missing.isEmpty()) {
      String which = missing.stream().map(String::valueOf).collect(Collectors.joining(" "));
      return CommandOutcome.done(
          "part %d of %d of revision %d is kept; missing are %s"
              .formatted(place.part(), place.parts(), place.revision(), which),
          Map.of("missing", which));
    }
    ObjectNode whole = JSON.createObjectNode().put(REVISION, place.revision());
    ArrayNode plates = whole.putArray(PLATES);
    for (byte[] body : kept.values()) {
      JSON.readTree(body).forEach(plates::add);
    }
    try {
      return outcome(command, whole);
    } finally {
      // Applied or useless as a whole: either way they are of no more use.
      LedgerWait.on(parts.drop(place.revision()));
    }
  }
}
