package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PassageFlag;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.listing.Standing;
import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.Quad;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.time.ClockAnchor;
import io.wugan.core.time.LotTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The domain as JSON, in one fixed order of keys. Confined to one call of the codec. */
final class DomainJson {

  private static final DateTimeFormatter RFC3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int PROBABILITY_DECIMALS = 4;
  private static final int PIXEL_DECIMALS = 1;

  private final JsonGenerator out;

  DomainJson(JsonGenerator out) {
    this.out = out;
  }

  /** RFC 3339 in UTC with milliseconds; finer digits are cut off. */
  static String rfc3339(Instant utc) {
    return RFC3339.format(utc);
  }

  /** {@code bootid, monoms, clock, errms} of a time. */
  void clockFields(LotTime time) throws IOException {
    out.writeStringField("bootid", time.bootId());
    out.writeStringField("monoms", Long.toString(time.monoMillis()));
    out.writeStringField("clock", time.quality().name().toLowerCase(Locale.ROOT));
    if (time.errorMillis().isPresent()) {
      out.writeNumberField("errms", time.errorMillis().getAsInt());
    }
  }

  /** {@code name: {utc, bootid, monoms, clock, errms}}. */
  void time(String name, LotTime time) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeStringField("utc", rfc3339(time.utc()));
    clockFields(time);
    out.writeEndObject();
  }

  /**
   * {@code lane, direction, trigger, flags, passage, plate, images} of a passage, {@code
   * secondPlate} where there is one.
   */
  void passageFields(Passage passage) throws IOException {
    out.writeStringField("lane", passage.laneId());
    out.writeStringField("direction", passage.direction().name());
    out.writeStringField("trigger", passage.trigger().name());
    out.writeArrayFieldStart("flags");
    for (PassageFlag flag : PassageFlag.values()) { // their own order, whatever the set's is
      if (passage.flags().contains(flag)) {
        out.writeString(flag.name());
      }
    }
    out.writeEndArray();
    out.writeObjectFieldStart("passage");
    out.writeStringField("id", passage.id().toString());
    time("at", passage.at());
    time("firstSeen", passage.firstSeen());
    out.writeNumberField("frames", passage.frames());
    out.writeEndObject();
    out.writeObjectFieldStart("plate");
    if (passage.plate().isPresent()) {
      plate(passage.plate().get());
    } else {
      noPlate();
    }
    out.writeEndObject();
    if (passage.secondPlate().isPresent()) {
      out.writeObjectFieldStart("secondPlate");
      plate(passage.secondPlate().get());
      out.writeEndObject();
    }
    images(passage.images());
  }

  /** {@code vehicleClass} and {@code exemptHint}, where there is something to say. */
  void standing(Standing standing) throws IOException {
    if (standing.listed().isPresent()) {
      out.writeStringField("vehicleClass", standing.listed().get().name());
    }
    if (standing.exemptHint()) {
      out.writeBooleanField("exemptHint", true);
    }
  }

  /** {@code alert} of a vehicle that owes. */
  void arrears(Passage passage, Session session) throws IOException {
    alertStart("ARREARS_ENTRY", true, passage.laneId(), passage.at());
    out.writeStringField("passage", passage.id().toString());
    out.writeStringField("session", session.id().toString());
    plateNumber("plate", session.plate());
    out.writeEndObject();
  }

  /** {@code alert} of a board and its devices. */
  void health(HealthAlarm alarm) throws IOException {
    alertStart(alarm.kind().name(), alarm.raised(), alarm.laneId(), alarm.at());
    out.writeNullField("passage");
    out.writeNullField("session");
    out.writeNullField("plate");
    if (alarm.place().device().isPresent()) {
      out.writeStringField("device", alarm.place().device().get());
    }
    if (alarm.detail().isPresent()) {
      out.writeStringField("detail", alarm.detail().get());
    }
    out.writeEndObject();
  }

  private void alertStart(String kind, boolean raised, String lane, LotTime at) throws IOException {
    out.writeObjectFieldStart("alert");
    out.writeStringField("kind", kind);
    out.writeStringField("state", raised ? "RAISED" : "CLEARED");
    out.writeStringField("lane", lane);
    time("at", at);
  }

  private void plate(PlateChoice plate) throws IOException {
    plateNumber("number", plate.number());
    out.writeStringField("raw", plate.rawText());
    out.writeStringField("category", plate.category().name());
    out.writeStringField("color", plate.color().name());
    out.writeStringField("colorSource", plate.colorSource().name());
    probability("confidence", plate.confidence());
    probability("margin", plate.margin());
    out.writeArrayFieldStart("chars");
    for (CharRead read : plate.chars()) {
      out.writeStartObject();
      out.writeStringField("value", String.valueOf(read.value()));
      probability("confidence", read.confidence());
      out.writeStringField("runnerUp", String.valueOf(read.runnerUp()));
      probability("runnerUpConfidence", read.runnerUpConfidence());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("candidates");
    for (PlateChoice.Candidate candidate : plate.candidates()) {
      out.writeStartObject();
      out.writeStringField("text", candidate.text());
      probability("score", candidate.score());
      out.writeEndObject();
    }
    out.writeEndArray();
    quad(plate.quad());
    rounded("widthPx", plate.quad().widthPx(), PIXEL_DECIMALS);
  }

  /** The same keys where no plate was seen at all, so that a reader meets one shape. */
  private void noPlate() throws IOException {
    out.writeNullField("number");
    out.writeNullField("raw");
    out.writeStringField("category", "UNKNOWN");
    out.writeStringField("color", PlateColor.UNKNOWN.name());
    out.writeNullField("colorSource");
    probability("confidence", 0);
    probability("margin", 0);
    out.writeArrayFieldStart("chars");
    out.writeEndArray();
    out.writeArrayFieldStart("candidates");
    out.writeEndArray();
    out.writeNullField("quad");
    out.writeNullField("widthPx");
  }

  private void quad(Quad quad) throws IOException {
    out.writeArrayFieldStart("quad");
    for (Quad.Point corner :
        List.of(quad.topLeft(), quad.topRight(), quad.bottomRight(), quad.bottomLeft())) {
      out.writeStartArray();
      out.writeNumber(plain(corner.x(), PIXEL_DECIMALS));
      out.writeNumber(plain(corner.y(), PIXEL_DECIMALS));
      out.writeEndArray();
    }
    out.writeEndArray();
  }

  private void images(List<EvidenceRef> images) throws IOException {
    out.writeArrayFieldStart("images");
    for (EvidenceRef image : images) {
      out.writeStartObject();
      out.writeStringField("kind", image.kind().name());
      out.writeStringField("sha256", image.sha256());
      out.writeNumberField("bytes", image.sizeBytes());
      out.writeStringField("mediaType", image.mediaType());
      time("takenAt", image.takenAt());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** A session, or null where there is none. */
  void session(String name, @Nullable Session session) throws IOException {
    if (session == null) {
      out.writeNullField(name);
      return;
    }
    out.writeObjectFieldStart(name);
    out.writeStringField("id", session.id().toString());
    out.writeStringField("state", session.state().name());
    out.writeNumberField("revision", session.revision());
    out.writeBooleanField("review", session.review());
    plateNumber("plate", session.plate());
    out.writeStringField("color", session.color().name());
    passageRef("entry", session.entry());
    if (session.exit().isPresent()) {
      passageRef("exit", session.exit().get());
    } else {
      out.writeNullField("exit");
    }
    optionalText("closeReason", session.closeReason().map(Enum::name));
    optionalText("voidReason", session.voidReason().map(Enum::name));
    // An unknown time stays unknown: no stay is computed from one that nobody saw or trusts.
    if (session.stay().isPresent()) {
      out.writeNumberField("stayMillis", session.stay().get().toMillis());
    }
    out.writeEndObject();
  }

  /** UTC and monotonic clock at one moment. */
  void anchor(ClockAnchor anchor) throws IOException {
    out.writeObjectFieldStart("anchor");
    out.writeStringField("reason", anchor.reason().name());
    time("at", anchor.at());
    if (anchor.movedMillis().isPresent()) {
      out.writeNumberField("movedMillis", anchor.movedMillis().getAsLong());
    }
    out.writeEndObject();
  }

  /** How an exit found its session. */
  void match(String name, MatchDecision match) throws IOException {
    out.writeObjectFieldStart(name);
    if (match instanceof MatchDecision.Exact) {
      out.writeStringField("method", "exact");
      probability("cost", 0);
      candidates(List.of());
    } else if (match instanceof MatchDecision.Fuzzy fuzzy) {
      out.writeStringField("method", "fuzzy");
      probability("cost", fuzzy.cost());
      candidates(fuzzy.candidates());
    } else if (match instanceof MatchDecision.Review review) {
      out.writeStringField("method", "review");
      out.writeNullField("cost");
      candidates(review.candidates());
    } else {
      out.writeStringField("method", "none");
      out.writeNullField("cost");
      candidates(List.of());
    }
    out.writeEndObject();
  }

  private void candidates(List<MatchDecision.Candidate> candidates) throws IOException {
    out.writeArrayFieldStart("candidates");
    for (MatchDecision.Candidate candidate : candidates) {
      out.writeStartObject();
      out.writeStringField("session", candidate.session().id().toString());
      plateNumber("plate", candidate.session().plate());
      probability("cost", candidate.cost());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** {@code review}: what a person should look at. */
  void review(ReviewItem item) throws IOException {
    out.writeObjectFieldStart("review");
    out.writeStringField("id", item.id().toString());
    out.writeStringField("kind", item.kind().name());
    time("at", item.at());
    optionalText("passage", item.passageId().map(UUID::toString));
    optionalText("session", item.sessionId().map(UUID::toString));
    out.writeArrayFieldStart("candidates");
    for (ReviewItem.Candidate candidate : item.candidates()) {
      out.writeStartObject();
      out.writeStringField("session", candidate.sessionId().toString());
      probability("cost", candidate.cost());
      out.writeEndObject();
    }
    out.writeEndArray();
    optionalText("settledBy", item.settledBy().map(UUID::toString));
    out.writeEndObject();
  }

  private void passageRef(String name, PassageRef ref) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeStringField("passage", ref.passageId().toString());
    out.writeStringField("lane", ref.laneId());
    time("at", ref.at());
    out.writeEndObject();
  }

  private void plateNumber(String name, Optional<PlateNumber> number) throws IOException {
    optionalText(name, number.map(PlateNumber::text));
  }

  private void optionalText(String name, Optional<String> text) throws IOException {
    out.writeStringField(name, text.orElse(null));
  }

  private void probability(String name, double value) throws IOException {
    rounded(name, value, PROBABILITY_DECIMALS);
  }

  private void rounded(String name, double value, int decimals) throws IOException {
    out.writeFieldName(name);
    out.writeNumber(plain(value, decimals));
  }

  /** Exact before rounding: what {@code Double.toString} prints changed with JDK 19. */
  private static String plain(double value, int decimals) {
    if (!Double.isFinite(value)) {
      // JSON has no such number, and a vehicle is not left unrecorded because of a score.
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
