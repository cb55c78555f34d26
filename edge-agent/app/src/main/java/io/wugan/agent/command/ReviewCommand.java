package io.wugan.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.desk.CloudOrders;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.core.session.Correction;
import io.wugan.core.session.ReviewItem;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.ledger.StoredRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command {@code review}: a person has decided what a review item is, in the words of {@code
 * wugan sessions}. The command's id is the correction's: done twice it is done once, and the audit
 * names who decided.
 */
public final class ReviewCommand implements CommandHandler {

  private static final String DECISION = "decision";
  private static final String SESSION = "session";
  private static final String ALLOWED =
      "decision must be confirm, bind, plate, forget, close or discard";

  private final CorrectionService corrections;
  private final Function<UUID, Optional<ReviewItem>> items;
  private final Function<UUID, List<StoredRecord>> told;

  /**
   * @param corrections carries decisions out
   * @param items finds review items, settled ones too
   * @param told finds the records that told of a correction which settled an item
   */
  public ReviewCommand(
      CorrectionService corrections,
      Function<UUID, Optional<ReviewItem>> items,
      Function<UUID, List<StoredRecord>> told) {
    this.corrections = corrections;
    this.items = items;
    this.told = told;
  }

  @Override
  public CommandOutcome handle(CloudCommand command) throws InterruptedException {
    ReviewItem item = item(command.args());
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("review", item.id().toString()).put("why", command.args().path("why").asText());
    if (command.args().has("revision")) {
      order.set("revision", command.args().get("revision"));
    }
    order.set("change", change(command.args(), item));
    session(command.args(), item).ifPresent(id -> order.put(SESSION, id));
    Correction correction = CloudOrders.correction(command.id(), command.by(), order);
    CorrectionService.Corrected corrected = corrections.correct(correction);
    if (!corrected.answer().applied()) {
      return CommandOutcome.failed(corrected.answer().text());
    }
    if (corrected.records().isEmpty()) {
      return before(command.id(), corrected.answer().text());
    }
    return done(corrected.answer().text(), corrected.records().stream().map(UUID::toString));
  }

  /** It was done before, and a stop of the agent cut its answer off: the same answer. */
  private CommandOutcome before(UUID id, String otherwise) {
    List<StoredRecord> records = told.apply(id);
    // The stay's record comes before that of the item, and its words are the answer's.
    String text =
        records.stream()
            .map(CorrectionService::text)
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(otherwise);
    return done(text, records.stream().map(StoredRecord::id));
  }

  private static CommandOutcome done(String text, Stream<String> records) {
    return CommandOutcome.done(text, Map.of("records", records.collect(Collectors.joining(" "))));
  }

  private ReviewItem item(JsonNode args) {
    String text = args.path("review").asText();
    UUID id;
    try {
      id = UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException("review must be the UUID of a review item", none);
    }
    return items
        .apply(id)
        .orElseThrow(() -> new IllegalArgumentException("there is no review item " + id));
  }

  /** The stay that is named, or else that of the item. */
  private static Optional<String> session(JsonNode args, ReviewItem item) {
    Optional<String> session =
        args.hasNonNull(SESSION)
            ? Optional.of(args.get(SESSION).asText())
            : item.sessionId().map(UUID::toString);
    boolean confirms = args.path(DECISION).asText().equals("confirm");
    if (session.isEmpty() && !confirms) {
      throw new IllegalArgumentException("session is wanted: the review item has none of its own");
    }
    return session;
  }

  private static ObjectNode change(JsonNode args, ReviewItem item) {
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    return switch (args.path(DECISION).asText()) {
      case "confirm" -> change.put("kind", "Confirm");
      case "bind" ->
          change
              .put("kind", "BindExit")
              .put(
                  "passage",
                  item.passageId()
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  "decision bind is for items that have a passage: an exit"))
                      .toString());
      case "plate" ->
          change
              .put("kind", "SetPlate")
              .put("plate", args.path("plate").asText())
              .put("color", args.path("color").asText("UNKNOWN"));
      case "forget" -> change.put("kind", "ForgetExit");
      case "close" -> change.put("kind", "CloseWithoutExit");
      case "discard" -> change.put("kind", "Discard").put("reason", args.path("reason").asText());
      default -> throw new IllegalArgumentException(ALLOWED);
    };
  }
}
