package io.wugan.lab.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The rules of gaps, counts and digests, each with a board of its own. */
final class GapRules {
  private final ConformanceSettings settings;
  private final BillTruth truth;

  GapRules(ConformanceSettings settings, BillTruth truth) {
    this.settings = settings;
    this.truth = truth;
  }

  List<Rule> list() {
    return List.of(
        new Rule("reordered", "numbers 4, 3, 2, 1", "upto 4 at the end, no nack", this::reordered),
        new Rule(
            "gap",
            "numbers 1 and 4, later 2 and 3",
            "missing 2–3 in the window, then upto 4",
            this::gap),
        new Rule(
            "gap-patience",
            "a gap that is filled after a quarter of the window",
            "no missing",
            this::patience),
        new Rule(
            "went-back",
            "a birth that has 3 acknowledged, of which none came",
            "missing 1–3 in the window",
            this::wentBack),
        new Rule(
            "new-epoch",
            "a new count that closes the last",
            "acknowledged by its own epoch",
            this::newEpoch),
        new Rule(
            "same-id-new-epoch",
            "known events under a new epoch",
            "acknowledged, no nack; billed once",
            this::sameId),
        new Rule(
            "digest-equal", "a digest of what was acknowledged", "no missing", this::digestEqual),
        new Rule(
            "digest-missing",
            "a digest of 10 events, of which 6 came",
            "missing 7–10 at once, then upto 10",
            this::digestMissing),
        new Rule(
            "digest-malformed",
            "digests that break the contract",
            "the next event is acknowledged",
            this::digestMalformed));
  }

  private Duration window() {
    return settings.reorderWindow().plus(settings.margin());
  }

  private boolean acked(Probe probe, long upto) throws InterruptedException {
    return probe.await(each -> each.upto() >= upto, settings.ackLimit());
  }

  private List<ObjectNode> stays(Probe probe, int events) {
    List<ObjectNode> numbered = new ArrayList<>();
    for (int i = 0; i < events; i += 2) {
      Visit visit = probe.visit(Rules.STAY);
      truth.bill(visit, Rules.STAY.toMillis());
      numbered.add(probe.numbered(visit.entry(), i + 1L));
      numbered.add(probe.numbered(visit.exit(), i + 2L));
    }
    return numbered;
  }

  private Rule.Outcome reordered(Probe probe) throws InterruptedException {
    List<ObjectNode> events = stays(probe, 4);
    for (int i = 3; i >= 0; i--) {
      probe.send(events.get(i));
    }
    boolean pass = acked(probe, 4);
    for (long seq = 1; seq <= 4; seq++) {
      pass &= probe.refusal(seq).isEmpty();
    }
    return Rule.Outcome.of(probe, pass);
  }

  private Rule.Outcome gap(Probe probe) throws InterruptedException {
    List<ObjectNode> events = stays(probe, 4);
    probe.send(events.get(0));
    probe.send(events.get(3));
    boolean asked = probe.await(each -> each.missing().containsAll(Set.of(2L, 3L)), window());
    boolean held = probe.upto() <= 1;
    boolean exact = !probe.missing().contains(1L) && !probe.missing().contains(4L);
    probe.send(events.get(1), events.get(2));
    return Rule.Outcome.of(probe, acked(probe, 4) && asked && held && exact);
  }

  private Rule.Outcome patience(Probe probe) throws InterruptedException {
    List<ObjectNode> events = stays(probe, 2);
    probe.send(events.get(1));
    // The gap has to stand for a while, or whoever asks for gaps at once never sees it.
    boolean early =
        probe.await(each -> !each.missing().isEmpty(), settings.reorderWindow().dividedBy(4));
    probe.send(events.get(0));
    boolean pass = acked(probe, 2);
    boolean asked = probe.await(each -> !each.missing().isEmpty(), settings.ackLimit());
    return Rule.Outcome.of(probe, pass && !early && !asked);
  }

  private Rule.Outcome wentBack(Probe probe) throws InterruptedException {
    probe.birth(UUID.randomUUID(), 3, 3);
    boolean pass = probe.await(each -> each.missing().containsAll(Set.of(1L, 2L, 3L)), window());
    return Rule.Outcome.of(probe, pass);
  }

  private Rule.Outcome newEpoch(Probe probe) throws InterruptedException {
    probe.birth(UUID.randomUUID(), 0, 0);
    probe.send(stays(probe, 2));
    boolean before = acked(probe, 2);
    String old = probe.epoch();
    probe.newEpoch();
    probe.birthThatCloses(UUID.randomUUID(), old, 2);
    probe.send(stays(probe, 4));
    return Rule.Outcome.of(probe, acked(probe, 4) && before);
  }

  private Rule.Outcome sameId(Probe probe) throws InterruptedException {
    probe.birth(UUID.randomUUID(), 0, 0);
    List<ObjectNode> events = stays(probe, 4);
    probe.send(events);
    boolean before = acked(probe, 4);
    String old = probe.epoch();
    probe.newEpoch();
    probe.birthThatCloses(UUID.randomUUID(), old, 4);
    // The salvaged board does not know that 3 and 4 are acknowledged.
    probe.send(
        probe.numbered(events.get(2).deepCopy(), 1), probe.numbered(events.get(3).deepCopy(), 2));
    boolean pass = acked(probe, 2) && probe.refusal(1).isEmpty() && probe.refusal(2).isEmpty();
    return Rule.Outcome.of(probe, pass && before);
  }

  private Rule.Outcome digestEqual(Probe probe) throws InterruptedException {
    List<ObjectNode> events = stays(probe, 6);
    probe.send(events);
    boolean before = acked(probe, 6);
    digest(probe, events);
    boolean asked = probe.await(each -> !each.missing().isEmpty(), settings.ackLimit());
    return Rule.Outcome.of(probe, before && !asked);
  }

  private Rule.Outcome digestMissing(Probe probe) throws InterruptedException {
    List<ObjectNode> events = stays(probe, 10);
    probe.send(events.subList(0, 6));
    boolean before = acked(probe, 6);
    digest(probe, events);
    boolean asked =
        probe.await(each -> each.missing().equals(Set.of(7L, 8L, 9L, 10L)), settings.ackLimit());
    probe.send(events.subList(6, 10));
    return Rule.Outcome.of(probe, acked(probe, 10) && before && asked);
  }

  private Rule.Outcome digestMalformed(Probe probe) throws InterruptedException {
    String form =
        "{\"epoch\":\"%s\",\"time\":\"2026-03-01T08:00:00Z\",\"lastSeq\":\"9\",\"blocks\":%s}";
    List<String> wrong =
        List.of(
            "7",
            "[{\"from\":\"2\",\"to\":\"9\",\"count\":8,\"hash\":\"" + "0".repeat(64) + "\"}]",
            "[{\"from\":\"1\",\"to\":\"9\",\"count\":9,\"hash\":\"short\"}]",
            "[{\"from\":\"1\",\"to\":\"9\",\"count\":9,\"hash\":\""
                + "0".repeat(64)
                + "\",\"skip\":[[5,99]]}]");
    for (String blocks : wrong) {
      publish(probe, form.formatted(probe.epoch(), blocks));
    }
    publish(probe, "no JSON");
    probe.send(probe.numbered(probe.visit(Rules.STAY).entry(), 1));
    boolean pass = acked(probe, 1) && probe.missing().isEmpty();
    return Rule.Outcome.of(probe, pass);
  }

  private static void publish(Probe probe, String text) {
    probe.publish("dig", text.getBytes(StandardCharsets.UTF_8));
  }

  /** A digest of one block that counts all of these, which begin with number 1. */
  private static void digest(Probe probe, List<ObjectNode> events) {
    StringBuilder lines = new StringBuilder();
    events.forEach(
        event ->
            lines
                .append(event.get("seq").asText())
                .append(' ')
                .append(event.get("id").asText())
                .append('\n'));
    ObjectNode digest = Visit.MAPPER.createObjectNode();
    digest.put("epoch", probe.epoch()).put("time", "2026-03-01T08:00:00Z");
    digest.put("lastSeq", Integer.toString(events.size()));
    ObjectNode block = digest.putArray("blocks").addObject();
    block.put("from", "1").put("to", Integer.toString(events.size()));
    block.put("count", events.size()).put("hash", sha256(lines.toString()));
    block.putArray("skip");
    publish(probe, digest.toString());
  }

  private static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
