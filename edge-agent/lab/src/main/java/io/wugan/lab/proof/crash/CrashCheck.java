package io.wugan.lab.proof.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.lab.billing.EdgeId;
import io.wugan.lab.proof.CloudLedger;
import io.wugan.lab.proof.Comparison;
import io.wugan.lab.proof.EdgeLedger;
import io.wugan.lab.proof.FaultList;
import io.wugan.lab.proof.LedgerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads both databases and the board's own list with queries of its own, and says what is lost,
 * there twice, or billed wrongly. Used by one thread.
 */
final class CrashCheck {
  private static final EdgeId BOARD = new EdgeId(CrashBoardCommand.SITE, CrashBoardCommand.EDGE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CrashLot lot;

  CrashCheck(CrashLot lot) {
    this.lot = lot;
  }

  CrashVerdict verdict(long seed, CrashTally tally, EdgeLedger edge) throws IOException {
    TruthLog.Truth truth = TruthLog.read(lot.truthFile());
    CloudLedger cloud = CloudLedger.read(lot.cloudData(), BOARD, edge.epoch());
    FaultList faults = new FaultList();
    faults.addAll(tally.faults());
    faults.addAll(Comparison.faults(edge, List.of(), cloud, cloud.bills()));
    capturedIsKept(truth, edge, faults);
    passagesAreWhole(truth, faults);
    return new CrashVerdict(
        seed,
        tally,
        truth.passages().size(),
        edge.events().size(),
        cloud.events().size(),
        cloud.duplicates(),
        edge.billable().size(),
        cloud.bills().size(),
        faults.list());
  }

  /** What the board was answered is in its ledger, under the number and id that it was told. */
  private static void capturedIsKept(TruthLog.Truth truth, EdgeLedger edge, FaultList faults) {
    faults.report(
        "captured before a crash and gone or changed afterwards",
        truth.events().entrySet().stream()
            .filter(event -> !event.getValue().equals(edge.events().get(event.getKey())))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Every passage that was captured is there once, and each has its picture. */
  private void passagesAreWhole(TruthLog.Truth truth, FaultList faults) throws IOException {
    Set<String> missing = new HashSet<>(truth.passages());
    List<String> without = new ArrayList<>();
    List<byte[]> bodies;
    try (LedgerReader reader = LedgerReader.open(lot.edgeData().resolve("ledger.db"))) {
      missing.removeAll(
          new HashSet<>(reader.list(row -> row.getString(1), "SELECT id FROM passage")));
      bodies = reader.list(row -> row.getBytes(1), "SELECT body FROM passage");
    }
    for (byte[] body : bodies) {
      for (JsonNode picture : JSON.readTree(body).findValues("sha256")) {
        String name = picture.asText();
        Path file =
            lot.edgeData()
                .resolve(CrashBoardCommand.EVIDENCE)
                .resolve(name.substring(0, 2))
                .resolve(name + ".jpg");
        if (!Files.isRegularFile(file)) {
          without.add(name);
        }
      }
    }
    faults.report("passages that were captured and are gone", missing);
    faults.report("pictures of a passage that are not there", without);
    if (bodies.isEmpty()) {
      faults.add("no passage at all, so nothing is proved");
    }
  }
}
