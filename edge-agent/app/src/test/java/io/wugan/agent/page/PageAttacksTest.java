package io.wugan.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.api.Route;
import io.wugan.agent.page.http.ServerLimits;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody on the network tries who has no business there. Over real sockets. */
class PageAttacksTest {

  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration REQUEST = Duration.ofSeconds(4);

  @TempDir Path folder;
  private PageFixture page;

  @BeforeEach
  void start() throws Exception {
    page = new PageFixture(folder, new ServerLimits(8, 40, 12, QUIET, REQUEST));
  }

  @AfterEach
  void stop() throws Exception {
    page.close();
  }

  private static String path(Route route) {
    return route
        .path()
        .replace("{lane}", "entry")
        .replace("{number}", "1")
        .replace("{sha256}", "a".repeat(64))
        .replaceAll("\\{\\w+}", "00000000-0000-0001-0000-000000000002");
  }

  private static String body(Route route) {
    return route.method().equals("GET") ? "" : "{}";
  }

  @Test
  void everyRoute_withoutLogin_isRefused_butThoseThatLogIn() throws Exception {
    List<String> open = new ArrayList<>();
    for (Route route : page.routes) {
      if (route.needs().isEmpty()) {
        open.add(route.method() + " " + route.path());
        continue;
      }
      HttpResponse<String> answer = page.nobody().send(route.method(), path(route), body(route));
      assertThat(answer.statusCode()).as(route.method() + " " + route.path()).isEqualTo(401);
      assertThat(answer.body()).contains("\"code\":\"login\"", "\"allowed\"");
    }
    assertThat(open)
        .containsExactlyInAnyOrder(
            "GET /api/v1/session", "POST /api/v1/login", "POST /api/v1/first-use");
    assertThat(page.routes).hasSizeGreaterThan(20);
  }

  @Test
  void everyRoute_isHeldAgainstTheTableOfRoles() throws Exception {
    page.person("boss", Role.INSTALLER);
    Map<Role, PageFixture.Person> people =
        Map.of(
            Role.VIEWER, page.person("viewer", Role.VIEWER),
            Role.OPERATOR, page.person("operator", Role.OPERATOR));
    for (Route route : page.routes) {
      if (route.needs().isEmpty() || route.path().endsWith("logout")) {
        continue;
      }
      for (Role role : people.keySet()) {
        int status = people.get(role).send(route.method(), path(route), body(route)).statusCode();
        boolean refused = status == 403;
        assertThat(refused)
            .as("%s at %s %s: %d", role, route.method(), route.path(), status)
            .isEqualTo(!role.covers(route.needs().orElseThrow()));
      }
    }
  }

  @Test
  void everyChange_withoutThePagesSecret_isRefused() throws Exception {
    PageFixture.Person boss = page.person("boss", Role.INSTALLER).without(true);
    for (Route route : page.routes) {
      if (!route.method().equals("GET") && route.needs().isPresent()) {
        HttpResponse<String> answer = boss.send(route.method(), path(route), "{}");
        assertThat(answer.statusCode()).as(route.method() + " " + route.path()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"csrf\"");
      }
    }
  }

  @Test
  void change_fromAnotherPage_isRefused_whateverElseItKnows() throws Exception {
    PageFixture.Person boss = page.person("boss", Role.INSTALLER);
    for (String[] header :
        new String[][] {
          {"Origin", "https://evil.example"},
          {"Origin", "null"},
          {"Sec-Fetch-Site", "cross-site"},
          {"Sec-Fetch-Site", "same-site"},
        }) {
      HttpResponse<String> answer =
          page.client.send(
              boss.request("POST", "/api/v1/logout", "{}").header(header[0], header[1]).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(header[1]).isEqualTo(403);
      assertThat(answer.body()).contains("\"code\":\"origin\"");
    }
    HttpResponse<String> form =
        page.client.send(
            boss.request("POST", "/api/v1/logout", "a=b")
                .setHeader("Content-Type", "text/plain")
                .build(),
            BodyHandlers.ofString());
    assertThat(form.statusCode()).isEqualTo(415);
    assertThat(boss.get("/api/v1/overview").statusCode()).as("still there").isEqualTo(200);
  }

  @Test
  void passwords_areGuessed_eachFurtherGuessWaitsLonger_evenFromTheRightAddress() throws Exception {
    page.person("boss", Role.INSTALLER);
    String wrong = "{\"name\":\"boss\",\"password\":\"wrong password\"}";
    for (int i = 0; i < 3; i++) {
      assertThat(page.nobody().post("/api/v1/login", wrong).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> fourth = page.nobody().post("/api/v1/login", wrong);
    assertThat(fourth.statusCode()).isEqualTo(429);
    assertThat(fourth.body()).contains("login.wait", "again in");
    HttpResponse<String> right =
        page.nobody()
            .post(
                "/api/v1/login",
                "{\"name\":\"boss\",\"password\":\"" + PageFixture.PASSWORD + "\"}");
    assertThat(right.statusCode()).as("the right one waits too").isEqualTo(429);
    assertThat(page.audit.latest(10).toString()).contains("login-failed").doesNotContain("wrong");
  }

  @Test
  void unknownName_isAnsweredAsAWrongPassword() throws Exception {
    page.person("boss", Role.INSTALLER);
    String known =
        page.nobody().post("/api/v1/login", "{\"name\":\"boss\",\"password\":\"x\"}").body();
    String unknown =
        page.nobody().post("/api/v1/login", "{\"name\":\"nobody\",\"password\":\"x\"}").body();
    assertThat(unknown).isEqualTo(known);
  }

  @Test
  void firstUseCode_isGuessed_andSlowedDown_andWorksOnce() throws Exception {
    String code = page.code.make();
    assertThat(page.nobody().json("/api/v1/session").path("firstUse").asBoolean()).isTrue();
    String mine = "{\"code\":\"%s\",\"name\":\"li\",\"password\":\"" + PageFixture.PASSWORD + "\"}";
    for (int i = 0; i < 3; i++) {
      assertThat(
              page.nobody()
                  .post("/api/v1/first-use", mine.formatted("AAAA-BBBB-CCCC"))
                  .statusCode())
          .isEqualTo(401);
    }
    assertThat(
            page.nobody().post("/api/v1/first-use", mine.formatted("AAAA-BBBB-CCCC")).statusCode())
        .isEqualTo(429);
    page.memory.byAddress().succeeded("127.0.0.1");
    page.memory.byUser().succeeded("first-use code");
    HttpResponse<String> first =
        page.nobody().post("/api/v1/first-use", mine.formatted(code.toLowerCase()));
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(page.person(first).json("/api/v1/users").toString()).contains("\"li\"");
    assertThat(page.nobody().post("/api/v1/first-use", mine.formatted(code)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void session_ofTheIntrudersChoice_isNotTaken() throws Exception {
    page.users.put("boss", Role.INSTALLER, PageFixture.PASSWORD.toCharArray());
    String fixed = "__Host-wugan=" + "A".repeat(43);
    HttpResponse<String> login =
        page.client.send(
            page.nobody()
                .request(
                    "POST",
                    "/api/v1/login",
                    "{\"name\":\"boss\",\"password\":\"" + PageFixture.PASSWORD + "\"}")
                .header("Cookie", fixed)
                .build(),
            BodyHandlers.ofString());
    String given = login.headers().firstValue("set-cookie").orElseThrow();
    assertThat(given)
        .doesNotContain("AAAAA")
        .contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict");
    assertThat(given.split("[=;]")[1]).hasSizeGreaterThanOrEqualTo(43);
    HttpResponse<String> before =
        page.client.send(
            page.nobody().request("GET", "/api/v1/overview", "").header("Cookie", fixed).build(),
            BodyHandlers.ofString());
    assertThat(before.statusCode()).isEqualTo(401);
  }

  @Test
  void session_isOver_afterLogoutAndAfterAnotherRole() throws Exception {
    PageFixture.Person boss = page.person("boss", Role.INSTALLER);
    PageFixture.Person helper = page.person("helper", Role.OPERATOR);
    assertThat(
            boss.post("/api/v1/users/role", "{\"name\":\"helper\",\"role\":\"VIEWER\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(helper.get("/api/v1/overview").statusCode()).isEqualTo(401);
    assertThat(boss.post("/api/v1/logout", "{}").statusCode()).isEqualTo(200);
    assertThat(boss.get("/api/v1/overview").statusCode()).isEqualTo(401);
  }

  @Test
  void json_deepOrBroken_isRefused() throws Exception {
    PageFixture.Person boss = page.person("boss", Role.INSTALLER);
    String deep = "[".repeat(3000) + "]".repeat(3000);
    for (String body : List.of(deep, "{", "{}{}", "\u0000", "nonsense")) {
      HttpResponse<String> answer = boss.post("/api/v1/users/remove", body);
      assertThat(answer.statusCode()).as(body.substring(0, 1)).isEqualTo(400);
      assertThat(answer.body()).contains("\"code\":\"json\"");
    }
  }

  @Test
  void everyAnswer_hasTheHeadersThatKeepOtherPagesOut() throws Exception {
    for (String path : List.of("/", "/app.js", "/nothing", "/api/v1/session", "/api/v1/users")) {
      HttpResponse<String> answer = page.nobody().get(path);
      Map<String, List<String>> headers = answer.headers().map();
      assertThat(headers.get("content-security-policy").get(0))
          .as(path)
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers)
          .as(path)
          .containsKeys("x-content-type-options", "referrer-policy", "cache-control");
      assertThat(headers).doesNotContainKeys("server", "x-powered-by", "strict-transport-security");
    }
  }

  @Test
  void files_ofThePage_areForTheAgentAlone() throws Exception {
    page.users.put("boss", Role.INSTALLER, PageFixture.PASSWORD.toCharArray());
    page.code.make();
    page.audit.note("a", "b", "c", "");
    for (String name : List.of("users.json", "first-use", "certificate.p12", "audit.jsonl")) {
      Path file = folder.resolve("data/page").resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(name)
          .isEqualTo("rw-------");
    }
    assertThat(Files.readString(folder.resolve("data/page/users.json"), StandardCharsets.UTF_8))
        .doesNotContain(PageFixture.PASSWORD)
        .contains("pbkdf2-sha512$");
  }
}
