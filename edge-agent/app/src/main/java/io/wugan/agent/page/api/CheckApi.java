package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.doctor.Finding;
import io.wugan.agent.page.access.AuditLog;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.http.PageResponse;
import io.wugan.core.text.Language;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The check of the whole board, its report and the support bundle. Thread-safe. */
public final class CheckApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CONFLICT = 409;
  private static final int MOST_NOTES = 4_000;
  private static final int MOST_BYTES = 16 * 1024; // notes are Chinese: three bytes a character

  private final CheckPort board;
  private final AuditLog audit;

  /**
   * @param board what is checked
   * @param audit who has checked it
   */
  public CheckApi(CheckPort board, AuditLog audit) {
    this.board = board;
    this.audit = audit;
  }

  /** What can be asked. */
  public List<Route> routes() {
    return List.of(
        Route.poll("/api/v1/check", Role.INSTALLER, this::look),
        Route.post("/api/v1/check", Role.INSTALLER, this::begin).taking(MOST_BYTES),
        Route.get("/api/v1/check/{paper}/{lang}", Role.INSTALLER, this::paper));
  }

  private PageResponse look(Call call) {
    CheckPort.State state = board.state();
    Language language = language(call.request().query().getOrDefault("lang", "en"));
    ObjectNode json =
        JSON.createObjectNode()
            .put("running", state.running())
            .put("step", state.step())
            .put("by", state.by())
            .put("finishedAt", state.finishedAt().map(Instant::toString).orElse(null))
            .put("fault", state.fault());
    ArrayNode findings = json.putArray("findings");
    for (Finding each : state.findings()) {
      findings
          .addObject()
          .put("check", each.check())
          .put("place", each.place())
          .put("verdict", each.verdict().name())
          .put("word", each.verdict().word().in(language))
          .put("what", each.what().in(language))
          .put("figure", each.figure().in(language))
          .put("limit", each.limit().in(language))
          .put("remedy", each.remedy().in(language));
    }
    return PageResponse.json(200, json.toString());
  }

  private PageResponse begin(Call call) {
    String notes = call.text("notes", MOST_NOTES);
    if (!board.begin(notes, call.user().name())) {
      throw new Refusal(CONFLICT, "check.running", "a check goes on", "", "wait for its end");
    }
    audit.note(call.user().name(), call.request().address(), "check-begun", "");
    return PageResponse.json(200, "{}");
  }

  private PageResponse paper(Call call) throws IOException {
    String wanted = call.path("paper");
    CheckPort.Paper paper =
        Arrays.stream(CheckPort.Paper.values())
            .filter(each -> each.ending().equals(wanted))
            .findFirst()
            .orElseThrow(() -> Refusal.unknown("no such paper", "paper", "html, pdf or zip"));
    CheckPort.Written found =
        board
            .find(paper, language(call.path("lang")))
            .orElseThrow(
                () -> Refusal.unknown("nothing is written yet", "paper", "after a whole check"));
    audit.note(call.user().name(), call.request().address(), "check-taken", found.name());
    return new PageResponse(
        200,
        Map.of(
            "Content-Type",
            paper.mediaType(),
            // Saved, never shown as a page of the board.
            "Content-Disposition",
            "attachment; filename=\"" + found.name() + "\""),
        found.bytes());
  }

  private static Language language(String text) {
    return Arrays.stream(Language.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> Refusal.badValue("no such language", "lang", "en or zh"));
  }
}
