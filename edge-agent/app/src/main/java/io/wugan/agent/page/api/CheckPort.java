package io.wugan.agent.page.api;

import io.wugan.agent.doctor.Finding;
import io.wugan.agent.page.http.PageRequest;
import io.wugan.core.text.Language;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The check of the whole board, {@code wugan doctor}, as the page starts it: one at a time, on a
 * thread of its own. Thread-safe; nothing here waits for the check.
 */
public interface CheckPort {

  /**
   * How far it is.
   *
   * @param running whether one goes on
   * @param step id of the check that is done now; empty before the first and after the last
   * @param by who began the last one; empty where there was none since the program's start
   * @param finishedAt when it ended
   * @param findings of the one that ended
   * @param fault why it broke off, or what could not be written; empty where all is well
   */
  record State(
      boolean running,
      String step,
      String by,
      Optional<Instant> finishedAt,
      List<Finding> findings,
      String fault) {
    public State {
      findings = List.copyOf(findings);
    }
  }

  /** What was written for people. */
  enum Paper {
    /** The commissioning report, one file that needs nothing beside it. */
    HTML("html", "text/html; charset=utf-8"),
    /** The same, to be printed. */
    PDF("pdf", "application/pdf"),
    /** What whoever helps from afar needs. */
    BUNDLE("zip", "application/zip");

    private final String ending;
    private final String mediaType;

    Paper(String ending, String mediaType) {
      this.ending = ending;
      this.mediaType = mediaType;
    }

    /** Of the file's name, without the dot. */
    public String ending() {
      return ending;
    }

    /** Of HTTP. */
    public String mediaType() {
      return mediaType;
    }
  }

  /**
   * A paper.
   *
   * @param name of the file
   * @param bytes what is in it; not to be changed once it is handed over
   */
  record Written(String name, PageRequest.Body bytes) {}

  /**
   * Begins.
   *
   * @param notes of the installer, for the report
   * @param by who asks
   * @return false if one goes on
   */
  boolean begin(String notes, String by);

  /** How far it is. */
  State state();

  /** What the last check that ended has written; empty where there is none. */
  Optional<Written> find(Paper paper, Language language) throws IOException;
}
