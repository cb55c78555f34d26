package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.page.access.AuditLog;
import io.wugan.agent.page.access.FirstUseCode;
import io.wugan.agent.page.access.PageMemory;
import io.wugan.agent.page.access.PageSession;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.access.User;
import io.wugan.agent.page.access.UserBook;
import io.wugan.agent.page.http.PageResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Who is there: logging in and out, the first use, passwords, users, the audit. Thread-safe. */
public final class AccessApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST = 200;
  private static final int HASH_WAIT_SECONDS = 3;
  private static final String CODE_SUBJECT = "first-use code";
  private static final int TOO_MANY = 429;

  /**
   * What access is decided by.
   *
   * @param users who may log in
   * @param code makes the first installer
   * @param memory sessions and waits
   * @param audit who did what
   */
  public record Books(UserBook users, FirstUseCode code, PageMemory memory, AuditLog audit) {}

  private final Books books;
  // Hashing a password costs a core for a while: one at a time, or guessing would slow the lanes.
  private final Semaphore hashing = new Semaphore(1);

  /**
   * @param books what access is decided by
   */
  public AccessApi(Books books) {
    this.books = books;
  }

  /** What can be asked. */
  public List<Route> routes() {
    return List.of(
        Route.open("GET", "/api/v1/session", this::session),
        Route.open("POST", "/api/v1/login", this::login),
        Route.open("POST", "/api/v1/first-use", this::firstUse),
        Route.post("/api/v1/logout", Role.VIEWER, this::logout),
        Route.post("/api/v1/password", Role.VIEWER, this::changePassword),
        Route.get("/api/v1/users", Role.INSTALLER, this::users),
        Route.post("/api/v1/users", Role.INSTALLER, this::putUser),
        Route.post("/api/v1/users/role", Role.INSTALLER, this::changeRole),
        Route.post("/api/v1/users/remove", Role.INSTALLER, this::removeUser),
        Route.get("/api/v1/audit", Role.INSTALLER, this::audit));
  }

  private PageResponse session(Call call) {
    ObjectNode json = JSON.createObjectNode().put("firstUse", books.users().isEmpty());
    call.login().ifPresent(login -> describe(json, login.session(), login.user()));
    return PageResponse.json(200, json.toString());
  }

  private static void describe(ObjectNode json, PageSession session, User user) {
    json.put("user", user.name()).put("role", user.role().name()).put("csrf", session.csrf());
  }

  private PageResponse login(Call call) throws IOException, InterruptedException {
    String name = call.text("name", LONGEST);
    String password = call.text("password", LONGEST);
    String from = call.request().address();
    boolean known = books.users().find(name).isPresent();
    beginHashing();
    try {
      requirePatience(from, known ? name : "");
      Optional<User> user = books.users().check(name, password.toCharArray());
      if (user.isEmpty()) {
        failed(from, known ? name : "");
        books.audit().note(name, from, "login-failed", "");
        throw new Refusal(
            401, "login.wrong", "name or password is wrong", "password", "those of a user");
      }
      return begin(user.get(), from, "login");
    } finally {
      hashing.release();
    }
  }

  private void beginHashing() throws InterruptedException {
    if (!hashing.tryAcquire(HASH_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new Refusal(503, "busy", "too many log in at once", "", "again in a few seconds");
    }
  }

  private void requirePatience(String from, String subject) {
    Duration wait = books.memory().byAddress().wait(addressOf(from));
    if (!subject.isEmpty()) {
      Duration own = books.memory().byUser().wait(subject);
      wait = own.compareTo(wait) > 0 ? own : wait;
    }
    if (!wait.isZero()) {
      throw new Refusal(
          TOO_MANY,
          "login.wait",
          "too many failures",
          "password",
          "again in " + (wait.toSeconds() + 1) + " s");
    }
  }

  private void failed(String from, String subject) {
    books.memory().byAddress().failed(addressOf(from));
    if (!subject.isEmpty()) {
      books.memory().byUser().failed(subject);
    }
  }

  // Whoever has one address of IPv6 has the whole network of 64 bits.
  private static String addressOf(String from) {
    String bare = from.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    if (!bare.contains(":")) {
      return bare;
    }
    String[] parts = bare.split(":", -1);
    return String.join(":", List.of(parts).subList(0, Math.min(4, parts.length)));
  }

  private PageResponse begin(User user, String from, String what) {
    books.memory().byAddress().succeeded(addressOf(from));
    books.memory().byUser().succeeded(user.name());
    PageSession session = books.memory().sessions().begin(user.name());
    books.audit().note(user.name(), from, what, user.role().name());
    ObjectNode json = JSON.createObjectNode().put("firstUse", false);
    describe(json, session, user);
    return PageResponse.json(200, json.toString()).with("Set-Cookie", cookie(session.token(), ""));
  }

  private static String cookie(String value, String more) {
    return Gate.COOKIE + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Strict" + more;
  }

  private PageResponse firstUse(Call call) throws IOException, InterruptedException {
    String typed = call.text("code", LONGEST);
    String name = call.text("name", LONGEST);
    String password = call.text("password", LONGEST);
    String from = call.request().address();
    beginHashing();
    try {
      requirePatience(from, CODE_SUBJECT);
      if (!books.code().matches(typed)) {
        failed(from, CODE_SUBJECT);
        books.audit().note(name, from, "first-use-failed", "");
        throw new Refusal(
            401, "code.wrong", "this is not the code", "code", "what 'wugan page code' prints");
      }
      books.users().put(name, Role.INSTALLER, password.toCharArray());
      books.code().use();
      books.memory().byUser().succeeded(CODE_SUBJECT);
      books.memory().sessions().endAll(name, Optional.empty());
      return begin(books.users().find(name).orElseThrow(), from, "first-use");
    } finally {
      hashing.release();
    }
  }

  private PageResponse logout(Call call) {
    call.login().ifPresent(login -> books.memory().sessions().end(login.session()));
    books.audit().note(call.user().name(), call.request().address(), "logout", "");
    return PageResponse.json(200, "{}").with("Set-Cookie", cookie("", "; Max-Age=0"));
  }

  private PageResponse changePassword(Call call) throws IOException, InterruptedException {
    String old = call.text("old", LONGEST);
    String next = call.text("password", LONGEST);
    User user = call.user();
    String from = call.request().address();
    beginHashing();
    try {
      requirePatience(from, user.name());
      if (books.users().check(user.name(), old.toCharArray()).isEmpty()) {
        failed(from, user.name());
        books.audit().note(user.name(), from, "password-failed", "");
        throw new Refusal(
            403, "password.wrong", "the old password is wrong", "old", "the present one");
      }
      books.users().put(user.name(), user.role(), next.toCharArray());
    } finally {
      hashing.release();
    }
    books.memory().sessions().endAll(user.name(), call.login().map(Call.Login::session));
    books.audit().note(user.name(), from, "password", "");
    return PageResponse.json(200, "{}");
  }

  private PageResponse users(Call call) {
    ArrayNode all = JSON.createArrayNode();
    for (User user : books.users().list()) {
      all.addObject()
          .put("name", user.name())
          .put("role", user.role().name())
          .put("since", user.since().toString());
    }
    return PageResponse.json(200, all.toString());
  }

  private static Role role(Call call) {
    String text = call.text("role", LONGEST);
    for (Role role : Role.values()) {
      if (role.name().equals(text)) {
        return role;
      }
    }
    throw Refusal.badValue("no such role", "role", "VIEWER, OPERATOR or INSTALLER");
  }

  private PageResponse putUser(Call call) throws IOException, InterruptedException {
    String name = call.text("name", LONGEST);
    Role role = role(call);
    String password = call.text("password", LONGEST);
    if (name.equals(call.user().name())) {
      throw Refusal.badValue(
          "yourself", "name", "another user; your own password has its own place");
    }
    beginHashing();
    try {
      books.users().put(name, role, password.toCharArray());
    } finally {
      hashing.release();
    }
    return changed(call, "user-put", name, role.name());
  }

  private PageResponse changed(Call call, String what, String name, String about) {
    // Whatever they may now, they log in anew for it.
    if (!name.equals(call.user().name())) {
      books.memory().sessions().endAll(name, Optional.empty());
    }
    books
        .audit()
        .note(call.user().name(), call.request().address(), what, (name + " " + about).strip());
    return PageResponse.json(200, "{}");
  }

  private PageResponse changeRole(Call call) throws IOException {
    String name = call.text("name", LONGEST);
    Role role = role(call);
    if (!books.users().changeRole(name, role)) {
      throw Refusal.unknown("no such user", "name", "one of the users");
    }
    return changed(call, "user-role", name, role.name());
  }

  private PageResponse removeUser(Call call) throws IOException {
    String name = call.text("name", LONGEST);
    if (name.equals(call.user().name())) {
      throw Refusal.badValue("yourself", "name", "another user");
    }
    if (!books.users().remove(name)) {
      throw Refusal.unknown("no such user", "name", "one of the users");
    }
    return changed(call, "user-removed", name, "");
  }

  private PageResponse audit(Call call) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    all.addAll(books.audit().latest(call.number("limit", 200, 1, 1_000)));
    return PageResponse.json(200, all.toString());
  }
}
