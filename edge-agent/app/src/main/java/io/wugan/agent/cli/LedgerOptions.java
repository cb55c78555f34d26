package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.CorrectionInbox;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.Desk;
import io.wugan.agent.desk.DeskOrder;
import io.wugan.agent.desk.EvidenceDesk;
import io.wugan.agent.desk.EvidenceOrder;
import io.wugan.agent.desk.ListService;
import io.wugan.agent.desk.ResendService;
import io.wugan.agent.runtime.DataFolder;
import io.wugan.core.ledger.PlateLists;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.EvidenceSweeper;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import picocli.CommandLine.Mixin;

/** Which board's ledger a command looks at, and the way to change it. */
final class LedgerOptions {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

  @Mixin private BoardConfig board = new BoardConfig();

  private final LotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());

  /** A look at the ledger, beside a running agent or without one. */
  LedgerView view() throws ConfigException, IOException {
    return LedgerView.open(folder().ledger());
  }

  /** Where a picture lies, or lay. */
  Path picture(String sha256) throws ConfigException, IOException {
    return FileEvidenceStore.fileOf(folder().evidence(), sha256);
  }

  /** What the board is told. */
  AgentConfig config() throws ConfigException, IOException {
    return board.load();
  }

  private DataFolder folder() throws ConfigException, IOException {
    return new DataFolder(config().data());
  }

  /** An id for a new order. */
  UUID newId() {
    return ids.next();
  }

  /** What the list of plates is, in numbers; revision 0 where there is no ledger yet. */
  PlateLists.Replacement plateList() throws ConfigException, IOException {
    if (!LedgerView.isThere(folder().ledger())) {
      return new PlateLists.Replacement(false, 0, 0);
    }
    try (LedgerView view = view()) {
      return view.plateList();
    }
  }

  /**
   * Has an order applied: by the running agent, or here where none is running.
   *
   * @throws IOException if the agent does not answer in time; it will be applied later
   */
  Answer have(DeskOrder order) throws ConfigException, IOException, InterruptedException {
    AgentConfig known = config();
    DataFolder folder = new DataFolder(known.data());
    CorrectionInbox inbox = new CorrectionInbox(folder.desk());
    inbox.submit(order);
    if (!SqliteLedger.isHeld(folder.ledger())) {
      applyHere(known, folder, inbox);
    }
    return inbox
        .await(order.id(), ANSWER_LIMIT)
        .orElseThrow(() -> late(order.described() + " " + order.id(), folder, ANSWER_LIMIT));
  }

  /**
   * Has something done with pictures: by the running agent, or here where none is running.
   *
   * @throws IOException if the agent does not answer in time; it will be done later
   */
  Answer order(EvidenceOrder order) throws ConfigException, IOException, InterruptedException {
    return order(order, ANSWER_LIMIT);
  }

  /** The same, with another limit. */
  Answer order(EvidenceOrder order, Duration limit)
      throws ConfigException, IOException, InterruptedException {
    AgentConfig known = config();
    DataFolder folder = new DataFolder(known.data());
    EvidenceDesk.submit(folder.desk(), order);
    if (!SqliteLedger.isHeld(folder.ledger())) {
      orderHere(known, folder);
    }
    return EvidenceDesk.await(folder.desk(), order.id(), limit)
        .orElseThrow(() -> late("order " + order.id(), folder, limit));
  }

  private void orderHere(AgentConfig known, DataFolder folder)
      throws IOException, InterruptedException {
    EventCodec codec = new EventCodec(known.site(), known.edge());
    try (SqliteLedger ledger =
        SqliteLedger.open(known.ledger().place(folder.ledger()), codec, ids)) {
      FileEvidenceStore files =
          new FileEvidenceStore(
              folder.evidence(), known.evidence().reserveBytes(), InstantSource.system());
      EvidenceSweeper sweeper =
          new EvidenceSweeper(files, ledger.evidence(), known.evidence(), clock);
      new EvidenceDesk(folder.desk(), ledger, sweeper, clock).applyWaiting();
    }
  }

  private static IOException late(String what, DataFolder folder, Duration limit) {
    return new IOException(
        "the agent did not answer within "
            + limit.toSeconds()
            + " s; "
            + what
            + " waits in "
            + folder.desk());
  }

  private void applyHere(AgentConfig known, DataFolder folder, CorrectionInbox inbox)
      throws IOException, InterruptedException {
    EventCodec codec = new EventCodec(known.site(), known.edge());
    try (SqliteLedger ledger =
        SqliteLedger.open(known.ledger().place(folder.ledger()), codec, ids)) {
      CorrectionService corrections = new CorrectionService(ledger, ids::next, clock);
      // No uplink runs: it sends what is open again when it begins.
      ResendService resends = new ResendService(ledger.outbox(), first -> {});
      new Desk(inbox, corrections, new ListService(ledger), resends).applyWaiting();
    }
  }
}
