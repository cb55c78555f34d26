package io.wugan.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.api.Route;
import io.wugan.agent.page.http.ServerLimits;
import java.io.IOException;
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
import java.util.concurrent.locks.LockSupport;
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
  void path_outOfTheSite_leadsNowhere() throws Exception {
    Path secret = folder.resolve("data/page/users.json");
    page.users.put("boss", Role.INSTALLER, PageFixture.PASSWORD.toCharArray());
    for (String path :
        List.of(
            "/../users.json",
            "/..%2fusers.json",
            "/%2e%2e/users.json",
            "/%2e%2e%2fdata%2fpage%2fusers.json",
            "/..%252fusers.json",
            "/%c0%ae%c0%ae/users.json",
            "/..\\users.json",
            "/site/../../../logback.xml",
            "/index.html%00.js",
            "/style.css/../../../../../logback.xml",
            "//etc/passwd",
            "/logback.xml",
            "/API/v1/users",
            "/api/v1/users;x=y",
            "/api/v1/../v1/users",
            "/api/v1/pictures/..%2f..%2fpage%2fusers.json",
            "/api/v1/pictures/" + "/".repeat(20) + secret)) {
      String answer =
          RawHttps.ask(
              page, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|401|404) .*");
      assertThat(answer).as(path).doesNotContain("pbkdf2", "<configuration");
    }
  }

  @Test
  void host_ofAnotherName_isRefused_addressesAndOwnNamesAreAnswered() throws Exception {
    for (String bad :
        List.of("evil.example", "gate-a.evil.example", "127.0.0.1.evil.example", "")) {
      assertThat(
              RawHttps.ask(
                  page, "GET / HTTP/1.1\r\nHost: " + bad + "\r\nConnection: close\r\n\r\n"))
          .as(bad)
          .matches("(?s)HTTP/1.1 4(21|00) .*");
    }
    for (String good :
        List.of("127.0.0.1:8443", "[::1]:8443", "localhost", "GATE-A", "gate-a.local:8443")) {
      assertThat(
              RawHttps.ask(
                  page, "GET / HTTP/1.1\r\nHost: " + good + "\r\nConnection: close\r\n\r\n"))
          .as(good)
          .startsWith("HTTP/1.1 200");
    }
    assertThat(RawHttps.ask(page, "GET / HTTP/1.0\r\n\r\n")).matches("(?s)HTTP/1.1 4(21|00) .*");
  }

  @Test
  void body_tooLong_isRefusedUnread_toldOrNot() throws Exception {
    String told =
        RawHttps.ask(
            page,
            "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 900000000\r\n\r\n{");
    assertThat(told).startsWith("HTTP/1.1 413").contains("Content-Security-Policy");
    StringBuilder chunks = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      chunks.append("400\r\n").append("x".repeat(1024)).append("\r\n");
    }
    try (RawHttps raw = new RawHttps(page)) {
      raw.send(
          "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + chunks);
      assertThat(raw.readAll()).startsWith("HTTP/1.1 413");
    }
    assertThat(
            RawHttps.ask(
                page, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431");
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
  void slowClient_isCutOff_howeverSteadilyBytesTrickle() throws Exception {
    long begun = System.nanoTime();
    try (RawHttps slow = new RawHttps(page)) {
      Thread trickle =
          new Thread(
              () -> {
                try {
                  slow.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
                  while (!Thread.currentThread().isInterrupted()) {
                    slow.send("a");
                    LockSupport.parkNanos(200_000_000L);
                  }
                } catch (IOException cut) {
                  Thread.currentThread().interrupt();
                }
              });
      trickle.start();
      slow.ends();
      trickle.interrupt();
      trickle.join(5_000);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(QUIET.plusSeconds(4));
  }

  @Test
  void slowBody_isCutOff_andManyOfThemHoldNobodyUp() throws Exception {
    List<RawHttps> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        RawHttps each = new RawHttps(page);
        each.send(
            "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{");
        slow.add(each);
      }
      long begun = System.nanoTime();
      assertThat(page.nobody().get("/").statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      long from = System.nanoTime();
      for (RawHttps each : slow) {
        while (!each.ends()) {
          assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(REQUEST.plusSeconds(5));
        }
      }
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(REQUEST.plusSeconds(5));
    } finally {
      for (RawHttps each : slow) {
        each.close();
      }
    }
  }

  @Test
  void connections_ofOneAddress_areLimited() throws Exception {
    List<RawHttps> many = new ArrayList<>();
    int refused = 0;
    try {
      for (int i = 0; i < 20; i++) {
        try {
          many.add(new RawHttps(page));
        } catch (IOException closed) {
          refused++;
        }
      }
      assertThat(refused).isGreaterThanOrEqualTo(8);
    } finally {
      for (RawHttps each : many) {
        each.close();
      }
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
  void methods_thatNobodyUses_areRefused() throws Exception {
    for (String method : List.of("TRACE", "OPTIONS", "PATCH", "DELETE", "CONNECT", "FOO")) {
      assertThat(
              RawHttps.ask(
                  page,
                  method
                      + " /api/v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
          .as(method)
          .matches("(?s)HTTP/1.1 40[045] .*");
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
