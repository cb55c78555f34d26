package io.wugan.lab.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The rules of acknowledging and of single events, each with a board of its own. */
final class Rules {
  static final Duration STAY = Duration.ofMinutes(61);
  private static final int BIG_BYTES = 48 * 1024;
  private static final int BATCH = 50;
  private static final int BURST = 150;

  private final ConformanceSettings settings;
  private final BillTruth truth;

  Rules(ConformanceSettings settings, BillTruth truth) {
    this.settings = settings;
    this.truth = truth;
  }

  List<Rule> list() {
    return List.of(
        new Rule("ack", "an entry and an exit", "upto 2 in time", this::plain),
        new Rule(
            "ack-burst", BURST + " single events at once", "all acknowledged in time", this::burst),
        new Rule("repeated", "the same two events once more", "acknowledged again", this::repeated),
        new Rule("batch-50", "a message of 50 events", "upto 50", this::batch),
        new Rule("message-48k", "an event of 48 KB", "acknowledged", this::big),
        new Rule(
            "unknown-fields",
            "fields nobody knows, everywhere",
            "acknowledged, no nack",
            this::fields),
        new Rule(
            "unknown-type",
            "parking.novelty.v9 between two events",
            "nack UNSUPPORTED of it alone",
            this::type),
        new Rule(
            "invalid",
            "a session without a state between two events",
            "nack INVALID of it alone",
            this::invalid),
        new Rule(
            "rubbish",
            "no JSON, no array, an event without a number",
            "the next event is acknowledged",
            this::rubbish),
        new Rule("birth", "a birth", "an acknowledgement of its epoch", this::birth),
        new Rule(
            "old-will",
            "a Will of an older birth",
            "the next event is acknowledged",
            this::oldWill),
        new Rule(
            "revisions",
            "revision 4, then the stale 3",
            "acknowledged; billed by the 4",
            this::revisions),
        new Rule(
            "review-settled",
            "a stay under review, then settled",
            "acknowledged; billed once",
            this::settled),
        new Rule("still-open", "an entry and no exit", "acknowledged; not billed", this::open),
        new Rule(
            "late-entry",
            "the exit, a second later the entry",
            "upto 2; billed once",
            this::lateEntry));
  }

  private boolean acked(Probe probe, long upto) throws InterruptedException {
    return probe.await(each -> each.upto() >= upto, settings.ackLimit());
  }

  private Rule.Outcome plain(Probe probe) throws InterruptedException {
    Visit visit = probe.visit(STAY);
    truth.bill(visit, STAY.toMillis());
    long begun = System.nanoTime();
    probe.send(probe.numbered(visit.entry(), 1), probe.numbered(visit.exit(), 2));
    boolean pass = acked(probe, 2);
    long millis = (System.nanoTime() - begun) / 1_000_000;
    return new Rule.Outcome(probe.summary() + ", after " + millis + " ms", pass);
  }

  private Rule.Outcome burst(Probe probe) throws InterruptedException {
    for (long seq = 1; seq <= BURST; seq++) {
      probe.send(probe.numbered(probe.visit(STAY).entry(), seq));
    }
    return Rule.Outcome.of(probe, acked(probe, BURST));
  }

  private Rule.Outcome repeated(Probe probe) throws InterruptedException {
    Visit visit = probe.visit(STAY);
    truth.bill(visit, STAY.toMillis());
    ObjectNode in = probe.numbered(visit.entry(), 1);
    ObjectNode out = probe.numbered(visit.exit(), 2);
    probe.send(in, out);
    boolean pass = acked(probe, 2);
    for (int times = 0; times < 3 && pass; times++) {
      int before = probe.heardCount();
      probe.send(in, out);
      pass = probe.await(each -> each.covers(2, before), settings.ackLimit());
    }
    return Rule.Outcome.of(probe, pass);
  }

  private Rule.Outcome batch(Probe probe) throws InterruptedException {
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < BATCH; i += 2) {
      Visit visit = probe.visit(STAY.plusMinutes(i));
      truth.bill(visit, STAY.plusMinutes(i).toMillis());
      events.add(probe.numbered(visit.entry(), i + 1L));
      events.add(probe.numbered(visit.exit(), i + 2L));
    }
    probe.send(events);
    return Rule.Outcome.of(probe, acked(probe, BATCH));
  }

  private Rule.Outcome big(Probe probe) throws InterruptedException {
    ObjectNode event = probe.numbered(probe.visit(STAY).entry(), 1);
    int there = event.toString().getBytes(StandardCharsets.UTF_8).length;
    ((ObjectNode) event.get("data")).put("padding", "x".repeat(BIG_BYTES - there - 20));
    probe.send(event);
    return Rule.Outcome.of(probe, acked(probe, 1));
  }

  private Rule.Outcome fields(Probe probe) throws InterruptedException {
    Visit visit = probe.visit(STAY);
    truth.bill(visit, STAY.toMillis());
    ObjectNode in = probe.numbered(visit.entry(), 1);
    ObjectNode out = probe.numbered(visit.exit(), 2);
    for (ObjectNode event : List.of(in, out)) {
      event.put("novelty", "a").putObject("noveltyobject").put("deep", 1);
      ((ObjectNode) event.get("data")).put("novelty", 2).putArray("noveltylist").add(3);
      Visit.session(event).put("novelty", true).putNull("noveltynull");
    }
    probe.send(in, out);
    boolean pass = acked(probe, 2) && probe.refusal(1).isEmpty() && probe.refusal(2).isEmpty();
    return Rule.Outcome.of(probe, pass);
  }

  private Rule.Outcome type(Probe probe) throws InterruptedException {
    ObjectNode novel = probe.numbered(probe.visit(STAY).entry(), 2);
    novel
        .put("type", "parking.novelty.v9")
        .put("dataschema", "urn:wugan:schema:parking.novelty.v9");
    return between(probe, novel, "UNSUPPORTED");
  }

  private Rule.Outcome invalid(Probe probe) throws InterruptedException {
    ObjectNode broken = probe.numbered(probe.visit(STAY).entry(), 2);
    Visit.session(broken).remove("state");
    return between(probe, broken, "INVALID");
  }

  private Rule.Outcome between(Probe probe, ObjectNode odd, String code)
      throws InterruptedException {
    Visit visit = probe.visit(STAY);
    truth.bill(visit, STAY.toMillis());
    probe.send(probe.numbered(visit.entry(), 1), odd, probe.numbered(visit.exit(), 3));
    boolean refused = probe.await(each -> each.refusal(2).equals(code), settings.ackLimit());
    boolean rest = probe.await(each -> each.covers(1, 0) && each.covers(3, 0), settings.ackLimit());
    boolean alone = probe.refusal(1).isEmpty() && probe.refusal(3).isEmpty();
    String came = probe.summary() + ", nack of 2: '" + probe.refusal(2) + "'";
    return new Rule.Outcome(came, refused && rest && alone);
  }

  private Rule.Outcome rubbish(Probe probe) throws InterruptedException {
    probe.publish("evt", new byte[] {0, 1, 2});
    probe.publish("evt", "{}".getBytes(StandardCharsets.UTF_8));
    probe.publish("evt", "[null, 7, {\"seq\": \"x\"}]".getBytes(StandardCharsets.UTF_8));
    probe.publish("st", "nothing".getBytes(StandardCharsets.UTF_8));
    probe.send(probe.numbered(probe.visit(STAY).entry(), 1));
    return Rule.Outcome.of(probe, acked(probe, 1));
  }

  private Rule.Outcome birth(Probe probe) throws InterruptedException {
    probe.birth(UUID.randomUUID(), 0, 0);
    boolean pass =
        probe.await(
            each ->
                each.heardSince(0).stream()
                    .anyMatch(heard -> heard.ack().epoch().equals(each.epoch())),
            settings.ackLimit());
    return Rule.Outcome.of(probe, pass);
  }

  private Rule.Outcome oldWill(Probe probe) throws InterruptedException {
    UUID old = UUID.randomUUID();
    probe.birth(old, 0, 0);
    probe.birth(UUID.randomUUID(), 0, 0);
    probe.publish(
        "st",
        "{\"online\":false,\"birth\":\"%s\"}".formatted(old).getBytes(StandardCharsets.UTF_8));
    probe.send(probe.numbered(probe.visit(STAY).entry(), 1));
    return Rule.Outcome.of(probe, acked(probe, 1));
  }

  private Rule.Outcome revisions(Probe probe) throws InterruptedException {
    Visit visit = probe.visit(STAY);
    truth.bill(visit, STAY.toMillis());
    probe.send(
        probe.numbered(visit.entry(), 1),
        probe.numbered(visit.changed(4, false), 2),
        probe.numbered(visit.stillOpen(3), 3),
        probe.numbered(visit.exit(), 4));
    return Rule.Outcome.of(probe, acked(probe, 4));
  }

  private Rule.Outcome settled(Probe probe) throws InterruptedException {
    Visit visit = probe.visit(STAY);
    Visit waiting = probe.visit(STAY);
    truth.bill(visit, STAY.toMillis());
    truth.noBill(waiting);
    probe.send(
        probe.numbered(visit.entry(), 1),
        probe.numbered(visit.changed(2, true), 2),
        probe.numbered(visit.changed(3, false), 3),
        probe.numbered(waiting.entry(), 4),
        probe.numbered(waiting.changed(2, true), 5));
    return Rule.Outcome.of(probe, acked(probe, 5));
  }

  private Rule.Outcome open(Probe probe) throws InterruptedException {
    Visit visit = probe.visit(STAY);
    truth.noBill(visit);
    probe.send(probe.numbered(visit.entry(), 1));
    return Rule.Outcome.of(probe, acked(probe, 1));
  }

  private Rule.Outcome lateEntry(Probe probe) throws InterruptedException {
    Visit visit = probe.visit(STAY);
    truth.bill(visit, STAY.toMillis());
    probe.send(probe.numbered(visit.exit(), 2));
    boolean early = probe.await(each -> each.upto() > 0, Duration.ofSeconds(1));
    probe.send(probe.numbered(visit.entry(), 1));
    return Rule.Outcome.of(probe, !early && acked(probe, 2));
  }
}
