package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.Session;
import io.wugan.sync.ledger.LedgerView;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stays and passages as the page shows them: with plates and pictures for those who may see them,
 * masked and without for others. Confined to one look at the ledger.
 */
final class StayJson {

  private static final JsonMapper JSON = new JsonMapper();

  private final LedgerView view;
  private final LedgerPort ledger;
  private final boolean inFull;

  StayJson(LedgerView view, LedgerPort ledger, boolean inFull) {
    this.view = view;
    this.ledger = ledger;
    this.inFull = inFull;
  }

  ObjectNode passage(PassageFacts facts) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", facts.ref().passageId().toString())
            .put("lane", facts.ref().laneId())
            .put("direction", facts.direction().name())
            .put("at", facts.ref().at().utc().toString())
            .put("clock", facts.ref().at().quality().name())
            .put("plate", plate(facts.plate()))
            .put("color", facts.color().name());
    json.set("pictures", pictures(facts.ref().passageId()));
    return json;
  }

  /** A passage by its id; that id and the lane alone where another board captured it. */
  ObjectNode passage(PassageRef ref) {
    return view.findPassage(ref.passageId())
        .map(this::passage)
        .orElseGet(
            () ->
                JSON.createObjectNode()
                    .put("id", ref.passageId().toString())
                    .put("lane", ref.laneId())
                    .put("at", ref.at().utc().toString()));
  }

  private ArrayNode pictures(UUID passage) {
    ArrayNode all = JSON.createArrayNode();
    if (inFull) {
      for (String sha256 : view.listPictures(passage)) {
        all.addObject().put("sha256", sha256).put("kept", ledger.picture(sha256).isPresent());
      }
    }
    return all;
  }

  ObjectNode stay(Session stay) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", stay.id().toString())
            .put("state", stay.state().name())
            .put("plate", plate(stay.plate()))
            .put("color", stay.color().name())
            .put("review", stay.review())
            .put("revision", stay.revision())
            .put("closeReason", stay.closeReason().map(Enum::name).orElse(null))
            .put("voidReason", stay.voidReason().map(Enum::name).orElse(null));
    stay.stay().ifPresent(length -> json.put("stayMillis", length.toMillis()));
    json.set("entry", passage(stay.entry()));
    stay.exit().ifPresent(exit -> json.set("exit", passage(exit)));
    return json;
  }

  private @Nullable String plate(Optional<PlateNumber> plate) {
    return plate.map(number -> inFull ? number.text() : number.masked()).orElse(null);
  }
}
