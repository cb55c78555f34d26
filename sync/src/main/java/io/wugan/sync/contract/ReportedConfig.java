package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * What became of a desired configuration ({@code up/rep}).
 *
 * @param version the one that this is about; 0 for the file on the board
 * @param hash SHA-256 of the document as the board keeps it, as 64 hexadecimal digits
 * @param status how far it is
 * @param reason for people; empty where there is nothing to say
 * @param problems what is wrong with the document
 * @param at when that was
 */
public record ReportedConfig(
    long version, String hash, Status status, String reason, List<Problem> problems, Instant at) {

  /** How far a configuration is. */
  public enum Status {
    /** The file on the board is in force: there was none from the cloud, or somebody edited it. */
    LOCAL,
    /** In force, and taken back by itself unless the cloud and the cameras stay in reach. */
    PROBATION,
    /** In force. */
    APPLIED,
    /** Not even tried. */
    REJECTED,
    /** Tried and taken back. */
    REVERTED
  }

  /**
   * One thing that is wrong.
   *
   * @param line in the document as the board keeps it, from 1; 0 for the whole
   * @param key path of the key
   * @param found what stands there
   * @param allowed what may stand there
   */
  public record Problem(int line, String key, String found, String allowed) {}

  private static final int MOST_PROBLEMS = 50;

  public ReportedConfig {
    problems = List.copyOf(problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
  }

  /** As it goes to the cloud. */
  public byte[] json() {
    return JsonBytes.object(
        out -> {
          out.writeNumberField("version", version);
          out.writeStringField("hash", hash);
          out.writeStringField("status", status.name());
          out.writeStringField("reason", reason);
          out.writeArrayFieldStart("problems");
          for (Problem problem : problems) {
            write(problem, out);
          }
          out.writeEndArray();
          out.writeStringField("time", DomainJson.rfc3339(at));
        });
  }

  private static void write(Problem problem, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("line", problem.line());
    out.writeStringField("key", problem.key());
    out.writeStringField("found", problem.found());
    out.writeStringField("allowed", problem.allowed());
    out.writeEndObject();
  }
}
