package io.wugan.agent.page.api;

import io.wugan.agent.desk.Answer;
import io.wugan.core.session.Correction;
import io.wugan.sync.ledger.LedgerView;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Stays and pictures of the board, and the way to put them right. Thread-safe. */
public interface LedgerPort {

  /**
   * Looks at the ledger, beside whoever writes.
   *
   * @throws io.wugan.core.ledger.LedgerException if it cannot be read
   */
  <T> T look(Function<LedgerView, T> question);

  /** The file of a picture; empty if it is not kept. */
  Optional<Path> picture(String sha256);

  /** An id for a correction. */
  UUID newId();

  /** Applies a correction; blocks until it is captured. */
  Answer correct(Correction correction) throws InterruptedException;
}
