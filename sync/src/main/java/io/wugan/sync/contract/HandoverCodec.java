package io.wugan.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.core.lane.Passage;
import io.wugan.core.lot.Handover;
import io.wugan.core.lot.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What two boards of a lot say to one another, as JSON in UTF-8:
 *
 * <pre>
 * {"v":1,"edge":"gate-a","keeper":"office","passages":[{"lane":…},…],"ties":[…]}     a handover
 * {"v":1,"captured":["0190…",…],"stays":[{"passage":"0190…","seconds":4800},…]}   its receipt
 * </pre>
 *
 * <p>Thread-safe, does not block.
 */
public final class HandoverCodec {

  /** Largest message, in bytes: a full handover has some 150 KB. */
  public static final int MAX_BYTES = 512 * 1024;

  private static final int VERSION = 1;
  private static final int LONGEST_STAY = Integer.MAX_VALUE;
  private static final BoundedJson JSON = new BoundedJson(MAX_BYTES, 16, 256);

  private HandoverCodec() {}

  /** The bytes of a handover. */
  public static byte[] write(Handover handover) {
    return JsonBytes.object(
        out -> {
          out.writeNumberField("v", VERSION);
          out.writeStringField("edge", handover.edgeId());
          if (handover.keeperId().isPresent()) {
            out.writeStringField("keeper", handover.keeperId().get());
          }
          out.writeArrayFieldStart("passages");
          for (Passage passage : handover.passages()) {
            out.writeStartObject();
            new DomainJson(out).passageFields(passage);
            out.writeEndObject();
          }
          out.writeEndArray();
          if (!handover.ties().isEmpty()) {
            ClockTieCodec.writeTies(out, handover.ties());
          }
        });
  }

  /** The bytes of a receipt. */
  public static byte[] write(Receipt receipt) {
    return JsonBytes.object(
        out -> {
          out.writeNumberField("v", VERSION);
          out.writeArrayFieldStart("captured");
          for (UUID id : receipt.captured()) {
            out.writeString(id.toString());
          }
          out.writeEndArray();
          out.writeArrayFieldStart("stays");
          for (UUID id : receipt.captured()) {
            Duration stay = receipt.stays().get(id);
            if (stay != null) {
              out.writeStartObject();
              out.writeStringField("passage", id.toString());
              out.writeNumberField("seconds", Math.min(LONGEST_STAY, stay.toSeconds()));
              out.writeEndObject();
            }
          }
          out.writeEndArray();
        });
  }

  /**
   * Reads a handover.
   *
   * @throws MalformedMessageException if it is none, or of a version that this board does not know;
   *     nothing of it may be used
   */
  public static Handover readHandover(byte[] json) throws MalformedMessageException {
    JsonFields root = checked(json);
    List<Passage> passages = new ArrayList<>();
    for (JsonFields passage : root.objects("passages", Handover.LIMIT)) {
      passages.add(PassageReader.read(passage));
    }
    if (passages.isEmpty()) {
      throw new MalformedMessageException("passages is empty");
    }
    return new Handover(
        root.text("edge"),
        passages,
        ClockTieCodec.readTies(root),
        root.has("keeper") ? Optional.of(root.text("keeper")) : Optional.empty());
  }

  /**
   * Reads a receipt.
   *
   * @throws MalformedMessageException if it is none, or of a version that this board does not know
   */
  public static Receipt readReceipt(byte[] json) throws MalformedMessageException {
    JsonFields root = checked(json);
    List<UUID> captured = new ArrayList<>();
    for (JsonNode id : root.array("captured", Handover.LIMIT)) {
      captured.add(JsonFields.uuid("captured", id.asText()));
    }
    Map<UUID, Duration> stays = new HashMap<>();
    if (root.has("stays")) { // keepers before 1.6.0 do not tell them
      for (JsonFields stay : root.objects("stays", Handover.LIMIT)) {
        stays.put(
            JsonFields.uuid("passage", stay.text("passage")),
            Duration.ofSeconds(stay.integer("seconds", 0, LONGEST_STAY)));
      }
    }
    return new Receipt(captured, stays);
  }

  private static JsonFields checked(byte[] json) throws MalformedMessageException {
    JsonFields root = new JsonFields(JSON.readObject(json));
    int version = root.integer("v", 1, Integer.MAX_VALUE);
    if (version != VERSION) {
      throw new MalformedMessageException(
          "version " + version + ": this board speaks version " + VERSION);
    }
    return root;
  }
}
