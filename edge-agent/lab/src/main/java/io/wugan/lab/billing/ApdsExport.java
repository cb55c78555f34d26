package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A session in the form of APDS 4.0 (ISO/TS 5206-1): a {@code Session} with one {@code Segment}.
 * Every part has a version, which is the revision of the session; a correction is a higher version
 * of the same id. Pure: the same session gives the same bytes.
 */
final class ApdsExport {
  private static final String CREDENTIAL = "licensePlate";

  private ApdsExport() {}

  /**
   * One session; empty for one that is void or has no plate, which APDS cannot say: its {@code
   * identifiedCredentials} must name one at least.
   */
  static Optional<ObjectNode> session(EdgeId edge, SessionFact fact, Optional<Stay> bill) {
    if (fact.state() == SessionFact.State.VOIDED || fact.plate().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode session = Json.MAPPER.createObjectNode();
    identity(session, fact.id(), fact.revision());
    times(session, fact);
    reference(session, "initiator", named("site", edge.site()), 1, "Organisation");
    reference(session, "hierarchyElement", named("lot", edge.site()), 1, "Place");
    ObjectNode credential = session.putArray("identifiedCredentials").addObject();
    credential.put("type", CREDENTIAL);
    credential
        .putObject("identifier")
        .put("id", fact.plate().orElseThrow())
        .put("className", "Credential");
    ObjectNode segment = session.putArray("segments").addObject();
    identity(segment, named("segment", fact.id()), fact.revision());
    times(segment, fact);
    // The right to stay is given at the entry and paid for afterwards; its version is the tariff's.
    String right = named("right", fact.id());
    int version = bill.map(stay -> stay.priced().tariffVersion()).orElse(1);
    reference(segment, "assignedRight", right, version, "AssignedRight");
    segment.putArray("validationType").add(CREDENTIAL);
    return Optional.of(session);
  }

  private static void identity(ObjectNode node, String id, int version) {
    node.put("id", id).put("version", version);
  }

  private static void times(ObjectNode node, SessionFact fact) {
    node.put("actualStart", fact.entry().toString());
    Optional<Instant> exit = fact.exit();
    exit.ifPresent(end -> node.put("actualEnd", end.toString()));
  }

  private static void reference(
      ObjectNode node, String field, String id, int version, String className) {
    node.putObject(field).put("id", id).put("version", version).put("className", className);
  }

  /** The same UUID for the same name, everywhere. */
  private static String named(String kind, String name) {
    byte[] text = ("urn:wugan:" + kind + ":" + name).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(text).toString();
  }
}
