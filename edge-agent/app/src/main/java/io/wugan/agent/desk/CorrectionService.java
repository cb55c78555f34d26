package io.wugan.agent.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerBook;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.session.Correction;
import io.wugan.core.session.CorrectionDesk;
import io.wugan.core.session.CorrectionRefusedException;
import io.wugan.core.session.Decision;
import io.wugan.core.session.Session;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.sync.ledger.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Applies corrections in the ledger. Thread-safe. */
public final class CorrectionService {

  private static final long COMMIT_LIMIT_SECONDS = 30;
  private static final String SETTLED = "the review item is settled";
  private static final JsonMapper JSON = new JsonMapper();

  private final Ledger ledger;
  private final CorrectionDesk desk = new CorrectionDesk();
  private final ChangeWriter writer;
  private final LotClock clock;

  /**
   * @param ledger where they are applied
   * @param ids ids of records
   * @param clock when they are made
   */
  public CorrectionService(Ledger ledger, Supplier<UUID> ids, LotClock clock) {
    this.ledger = ledger;
    this.writer = new ChangeWriter(ids);
    this.clock = clock;
  }

  /**
   * Applies a correction; blocks until it is captured.
   *
   * @return what changed, or why it was refused
   * @throws LedgerException if the ledger does not write; the correction may be tried again
   */
  public Answer apply(Correction correction) throws InterruptedException {
    return correct(correction).answer();
  }

  /**
   * What became of a correction.
   *
   * @param answer what changed, or why it was refused
   * @param records ids of the events that tell the cloud; none if nothing changed, or it was
   *     applied before
   */
  public record Corrected(Answer answer, List<UUID> records) {
    public Corrected {
      records = List.copyOf(records);
    }
  }

  /** The same as {@link #apply}, with the records that tell of it. */
  public Corrected correct(Correction correction) throws InterruptedException {
    try {
      Commit commit =
          ledger
              .submit(book -> change(correction, book))
              .get(COMMIT_LIMIT_SECONDS, TimeUnit.SECONDS);
      return new Corrected(
          new Answer(correction.id(), true, told(commit)),
          commit.records().stream().map(numbered -> numbered.record().header().id()).toList());
    } catch (ExecutionException failed) {
      Optional<String> refusal = refusal(failed);
      if (refusal.isPresent()) {
        return new Corrected(new Answer(correction.id(), false, refusal.get()), List.of());
      }
      throw new LedgerException("correction not captured: " + failed.getMessage(), failed);
    } catch (TimeoutException late) {
      throw new LedgerException(
          "correction not captured within " + COMMIT_LIMIT_SECONDS + " s", late);
    }
  }

  private LedgerChange change(Correction correction, LedgerBook book) {
    LotTime now = clock.now();
    return writer.write(Optional.empty(), desk.decide(correction, book, now), book, now);
  }

  private static Optional<String> refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CorrectionRefusedException refused) {
        return Optional.ofNullable(refused.getMessage());
      }
    }
    return Optional.empty();
  }

  private static String told(Commit commit) {
    if (commit.change().decision() instanceof Decision.Corrected corrected
        && corrected.correction().change() instanceof Correction.Change.Recount count) {
      return String.format(
          Locale.ROOT,
          "%d inside, the count was off by %+d",
          count.inside(),
          -corrected.occupancyDelta());
    }
    if (commit.records().isEmpty()) {
      return "applied before, or nothing to change";
    }
    Optional<Session> changed = commit.change().decision().changedSessions().stream().findFirst();
    return changed
        .map(s -> told(s.id().toString(), s.state().name(), s.revision()))
        .orElse(SETTLED);
  }

  /**
   * What a record says that tells of a correction, in the words of its answer: of a stay, or of a
   * review item that was settled without one. Empty where the record is damaged.
   */
  public static Optional<String> text(StoredRecord record) {
    try {
      JsonNode data =
          JSON.readTree(new String(record.payload(), StandardCharsets.UTF_8)).path("data");
      JsonNode session = data.path("session");
      return Optional.of(
          session.isObject()
              ? told(
                  session.path("id").asText(),
                  session.path("state").asText(),
                  session.path("revision").asInt())
              : SETTLED);
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    }
  }

  private static String told(String id, String state, int revision) {
    return "session " + id + " is " + state + " at revision " + revision;
  }
}
