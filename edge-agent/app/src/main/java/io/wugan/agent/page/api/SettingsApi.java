package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.page.access.AuditLog;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.http.PageResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The configuration file: looked at, checked, changed. Thread-safe. */
public final class SettingsApi {

  /** A configuration from the page; twice as long as a board with 500 sensors needs. */
  static final int MOST_BYTES = 256 * 1024;

  private static final JsonMapper JSON = new JsonMapper();

  private final SettingsPort settings;
  private final AuditLog audit;

  /**
   * @param settings the file
   * @param audit who changed it
   */
  public SettingsApi(SettingsPort settings, AuditLog audit) {
    this.settings = settings;
    this.audit = audit;
  }

  /** What can be asked. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/settings", Role.INSTALLER, this::read),
        Route.post("/api/v1/settings/check", Role.INSTALLER, this::check).taking(MOST_BYTES),
        new Route(
            "PUT", "/api/v1/settings", Optional.of(Role.INSTALLER), MOST_BYTES, false, this::save));
  }

  private PageResponse read(Call call) throws IOException {
    SettingsPort.Text file = settings.read();
    return PageResponse.json(
        200,
        JSON.createObjectNode()
            .put("text", file.text())
            .put("hash", file.hash())
            .put("writable", file.writable())
            .toString());
  }

  private PageResponse check(Call call) throws IOException {
    return answer(new SettingsPort.Saved(false, settings.check(call.text("text", MOST_BYTES))));
  }

  private PageResponse save(Call call) throws IOException {
    SettingsPort.Saved saved = settings.save(call.text("text", MOST_BYTES), call.text("hash", 200));
    if (saved.done()) {
      audit.note(call.user().name(), call.request().address(), "settings-saved", "");
    }
    return answer(saved);
  }

  static PageResponse answer(SettingsPort.Saved saved) {
    ObjectNode json = JSON.createObjectNode().put("done", saved.done());
    ArrayNode faults = json.putArray("faults");
    for (SettingsPort.Fault fault : saved.faults()) {
      faults
          .addObject()
          .put("error", fault.error())
          .put("line", fault.line())
          .put("key", fault.key())
          .put("found", fault.found())
          .put("allowed", fault.allowed());
    }
    return PageResponse.json(200, json.toString());
  }
}
