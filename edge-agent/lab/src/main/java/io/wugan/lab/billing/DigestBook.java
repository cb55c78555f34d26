package io.wugan.lab.billing;

import io.wugan.lab.billing.Question.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds what an edge believes to be here against what is here. Finds what acknowledgements cannot:
 * a database that went back in time after it had acknowledged. Confined to the ledger's thread,
 * always inside its transaction.
 */
final class DigestBook {
  private final Sql sql;
  private final StreamBook streams;
  private final QuestionBook questions;

  DigestBook(Sql sql, StreamBook streams, QuestionBook questions) {
    this.sql = sql;
    this.streams = streams;
    this.questions = questions;
  }

  /**
   * Compares a block of a stream that is known.
   *
   * @return numbers that the edge counts and that are not here
   */
  List<Gap> compare(StreamId stream, Digest.Block block, long nowMillis) throws SQLException {
    Map<Long, String> here = new TreeMap<>();
    for (String table : List.of("event", "again")) {
      sql.each(
          row -> here.put(row.getLong(1), row.getString(2)),
          "SELECT seq, id FROM " + table + " WHERE edge=? AND epoch=? AND seq>=? AND seq<=?",
          stream.edge().source(),
          stream.epoch(),
          block.from(),
          block.to());
    }
    List<Gap> lacking = lacking(stream, block, here.keySet());
    if (!lacking.isEmpty()) {
      Gap all = new Gap(lacking.get(0).first(), lacking.get(lacking.size() - 1).last());
      streams.reopen(stream, all, nowMillis);
      return lacking;
    }
    here.keySet().removeIf(block::skips);
    String key = "digest %s %s %d".formatted(stream.edge(), stream.epoch(), block.from());
    if (here.size() == block.count() && hash(here).equals(block.hash())) {
      questions.forget(key);
    } else {
      String text =
          "numbers %d to %d of count %s: the edge counts %d events, %d are here"
              .formatted(block.from(), block.to(), stream.epoch(), block.count(), here.size());
      questions.ask(new Question(key, Kind.DIGEST_DIFFERS, "", text, stream.edge()));
    }
    return lacking;
  }

  private List<Gap> lacking(StreamId stream, Digest.Block block, Set<Long> here)
      throws SQLException {
    Set<Long> answered = new HashSet<>(here);
    sql.each(
        row -> answered.add(row.getLong(1)),
        "SELECT seq FROM refused WHERE edge=? AND epoch=? AND seq>=? AND seq<=?",
        stream.edge().source(),
        stream.epoch(),
        block.from(),
        block.to());
    List<Gap> lacking = new ArrayList<>();
    long first = 0;
    for (long seq = block.from(); seq <= block.to() + 1; seq++) {
      boolean lacks = seq <= block.to() && !answered.contains(seq) && !block.skips(seq);
      if (lacks && first == 0) {
        first = seq;
      } else if (!lacks && first != 0) {
        lacking.add(new Gap(first, seq - 1));
        first = 0;
      }
    }
    return lacking;
  }

  /** SHA-256 over the lines of a block, ascending. */
  static String hash(Map<Long, String> idBySeq) {
    MessageDigest sha = sha256();
    new TreeMap<>(idBySeq)
        .forEach((seq, id) -> sha.update((seq + " " + id + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(sha.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
