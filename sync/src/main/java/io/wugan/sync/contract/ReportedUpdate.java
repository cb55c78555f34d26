package io.wugan.sync.contract;

import java.time.Instant;

/**
 * How far an update of the program is ({@code up/upd}).
 *
 * @param version the release that this is about; empty if there was none yet
 * @param running the release that runs: a version, or {@code packaged}
 * @param program version that the running program was built as
 * @param status how far it is
 * @param percent of the download, 0 to 100
 * @param reason for people; empty where there is nothing to say
 * @param at when that was
 */
public record ReportedUpdate(
    String version,
    String running,
    String program,
    Status status,
    int percent,
    String reason,
    Instant at) {

  /** How far an update is. */
  public enum Status {
    /** There was none yet. */
    NONE,
    /** Asked for; what keeps it waiting, if anything, is the reason. */
    QUEUED,
    /** The bundle is on its way. */
    DOWNLOADING,
    /** Unpacked; the board starts it at a quiet moment. */
    INSTALLED,
    /** It runs, and is taken back by itself unless it does well. */
    TRIAL,
    /** It runs and stays. */
    APPLIED,
    /** It ran, and the one before runs again. */
    REVERTED,
    /** It never ran. */
    FAILED
  }

  /** As it goes to the cloud. */
  public byte[] json() {
    return JsonBytes.object(
        out -> {
          out.writeStringField("version", version);
          out.writeStringField("running", running);
          out.writeStringField("program", program);
          out.writeStringField("status", status.name());
          out.writeNumberField("percent", percent);
          out.writeStringField("reason", reason);
          out.writeStringField("time", DomainJson.rfc3339(at));
        });
  }

  /** Whether another one says the same, but for its time. */
  public boolean saysTheSame(ReportedUpdate other) {
    return new ReportedUpdate(version, running, program, status, percent, reason, other.at())
        .equals(other);
  }
}
