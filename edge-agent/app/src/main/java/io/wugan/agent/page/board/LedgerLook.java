package io.wugan.agent.page.board;

import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.page.api.LedgerPort;
import io.wugan.core.session.Correction;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The ledger of the running agent, opened anew for each question: a ledger that is salvaged in use
 * is another file afterwards. Thread-safe.
 */
public final class LedgerLook implements LedgerPort {

  private final Path folder;
  private final FileEvidenceStore evidence;
  private final CorrectionService corrections;
  private final Supplier<UUID> ids;

  /**
   * @param folder of the ledger
   * @param evidence pictures
   * @param corrections puts stays right
   * @param ids of corrections
   */
  public LedgerLook(
      Path folder, FileEvidenceStore evidence, CorrectionService corrections, Supplier<UUID> ids) {
    this.folder = folder;
    this.evidence = evidence;
    this.corrections = corrections;
    this.ids = ids;
  }

  @Override
  public <T> T look(Function<LedgerView, T> question) {
    try (LedgerView view = LedgerView.open(folder)) {
      return question.apply(view);
    }
  }

  @Override
  public Optional<Path> picture(String sha256) {
    return evidence.find(sha256);
  }

  @Override
  public UUID newId() {
    return ids.get();
  }

  @Override
  public Answer correct(Correction correction) throws InterruptedException {
    return corrections.apply(correction);
  }
}
