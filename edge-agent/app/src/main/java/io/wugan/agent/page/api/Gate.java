package io.wugan.agent.page.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wugan.agent.page.access.AccessRefusedException;
import io.wugan.agent.page.access.PageSession;
import io.wugan.agent.page.access.SessionBook;
import io.wugan.agent.page.access.User;
import io.wugan.agent.page.access.UserBook;
import io.wugan.agent.page.http.PageHandler;
import io.wugan.agent.page.http.PageRequest;
import io.wugan.agent.page.http.PageResponse;
import io.wugan.core.ledger.LedgerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request through to its route, or refuses it. In this order: the name it was asked for, the
 * path, where it comes from, who is logged in, the secret of the page, the role, the body.
 * Thread-safe.
 */
public final class Gate implements PageHandler {

  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  /** Name of the session's cookie; browsers hold {@code __Host-} to this host and to HTTPS. */
  static final String COOKIE = "__Host-wugan";

  private static final String API = "/api/";

  /**
   * Without HSTS: for a name whose certificate a browser does not know, it would take away the one
   * way to accept the board's own certificate.
   */
  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
              + " 'self'; manifest-src 'none'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=(), payment=(), usb=()");

  private static final JsonMapper JSON = mapper();

  private final HostNames hosts;
  private final UserBook users;
  private final SessionBook sessions;
  private final SiteFiles site;
  private final List<Route> routes;

  /**
   * @param hosts names that are answered
   * @param users who may log in
   * @param sessions who has
   * @param routes what can be asked
   * @throws IOException if a file of the page is missing from the program
   */
  public Gate(HostNames hosts, UserBook users, SessionBook sessions, List<Route> routes)
      throws IOException {
    this.hosts = hosts;
    this.users = users;
    this.sessions = sessions;
    this.site = new SiteFiles();
    this.routes = List.copyOf(routes);
  }

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(20).maxNumberLength(40).build());
    return mapper;
  }

  @Override
  public PageResponse handle(PageRequest request) {
    PageResponse answer;
    try {
      answer = pass(request);
    } catch (Refusal refused) {
      answer = refused.response();
    } catch (AccessRefusedException refused) {
      answer =
          new Refusal(
                  422,
                  "value",
                  String.valueOf(refused.getMessage()),
                  refused.where(),
                  refused.allowed())
              .response();
    } catch (LedgerException away) {
      log.warn("the page cannot ask the ledger: {}", away.getMessage());
      answer = new Refusal(503, "ledger", "the ledger does not answer", "", "later").response();
    } catch (IOException failed) {
      log.warn("the page cannot use a file: {}", failed.getMessage());
      // Names of files are nothing for whoever is not logged in.
      answer =
          new Refusal(500, "file", "a file of the board cannot be used", "", "see the log")
              .response();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      answer = refuse(503);
    }
    return secured(answer);
  }

  private PageResponse pass(PageRequest request) throws IOException, InterruptedException {
    if (!request.header("host").map(hosts::allows).orElse(false)) {
      throw new Refusal(421, "host", "another name", "Host", hosts.described());
    }
    boolean look = request.method().equals("GET") || request.method().equals("HEAD");
    if (!request.path().startsWith(API)) {
      return site.find(request)
          .filter(file -> look)
          .orElseThrow(() -> new Refusal(404, "path", "nothing is there", "path", "/"));
    }
    Route route = route(request);
    if (!look) {
      requireOwnPage(request);
    }
    Optional<Call.Login> login = login(request, !route.byItself());
    if (route.needs().isPresent()) {
      requireRole(route, login, request, look);
    }
    return route
        .handler()
        .answer(new Call(request, values(route, request), login, body(request)))
        .with("Cache-Control", "no-store");
  }

  private Route route(PageRequest request) {
    List<Route> there =
        routes.stream().filter(each -> each.match(request.path()).isPresent()).toList();
    if (there.isEmpty()) {
      throw new Refusal(404, "path", "nothing is there", "path", "/api/v1/…");
    }
    return there.stream()
        .filter(each -> each.method().equals(request.method()))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    405,
                    "method",
                    request.method(),
                    "method",
                    String.join(", ", there.stream().map(Route::method).toList())));
  }

  private static Map<String, String> values(Route route, PageRequest request) {
    return route.match(request.path()).orElse(Map.of());
  }

  // Each of these alone stops a foreign page; together they stop one in an old browser too.
  private static void requireOwnPage(PageRequest request) {
    boolean ownSite =
        request.header("sec-fetch-site").map(each -> each.equals("same-origin")).orElse(true);
    String own = "https://" + request.header("host").orElse("");
    boolean ownOrigin = request.header("origin").map(own::equalsIgnoreCase).orElse(true);
    if (!ownSite || !ownOrigin) {
      throw new Refusal(403, "origin", "another page", "Origin", own);
    }
    boolean json =
        request
            .header("content-type")
            .map(each -> each.startsWith("application/json"))
            .orElse(false);
    if (!json) {
      throw new Refusal(415, "type", "another type", "Content-Type", "application/json");
    }
  }

  private Optional<Call.Login> login(PageRequest request, boolean use) {
    Optional<PageSession> session =
        request.cookie(COOKIE).flatMap(token -> sessions.find(token, use));
    Optional<User> user = session.flatMap(known -> users.find(known.user()));
    return session.isPresent() && user.isPresent()
        ? Optional.of(new Call.Login(session.get(), user.get()))
        : Optional.empty();
  }

  private static void requireRole(
      Route route, Optional<Call.Login> login, PageRequest request, boolean look) {
    if (login.isEmpty()) {
      throw new Refusal(401, "login", "nobody is logged in", "Cookie", "POST /api/v1/login first");
    }
    String secret = request.header("x-csrf-token").orElse("");
    if (!look && !same(secret, login.get().session().csrf())) {
      throw new Refusal(
          403,
          "csrf",
          "the page's secret is missing",
          "X-CSRF-Token",
          "that of GET /api/v1/session");
    }
    if (!login.get().user().role().covers(route.needs().orElseThrow())) {
      throw new Refusal(
          403,
          "role",
          "the role " + login.get().user().role(),
          "role",
          route.needs().orElseThrow() + " or higher");
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode body(PageRequest request) {
    if (request.body().bytes().length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(request.body().bytes());
    } catch (JsonProcessingException broken) {
      throw new Refusal(400, "json", "no JSON", "body", "one JSON object, UTF-8");
    } catch (IOException impossible) {
      throw new Refusal(400, "json", "no JSON", "body", "one JSON object, UTF-8");
    }
  }

  @Override
  public int mostBytes(String method, String path) {
    return routes.stream()
        .filter(each -> each.method().equals(method) && each.match(path).isPresent())
        .mapToInt(Route::mostBytes)
        .findFirst()
        .orElse(0);
  }

  @Override
  public PageResponse refuse(int status) {
    String allowed =
        switch (status) {
          case 413 -> "a shorter body";
          case 431 -> "shorter headers";
          case 503 -> "later";
          default -> "a request of HTTP/1.1";
        };
    return secured(
        PageResponse.json(
            status, Refusal.text("http", "refused with status " + status, "request", allowed)));
  }

  private static PageResponse secured(PageResponse answer) {
    PageResponse secured = answer;
    for (Map.Entry<String, String> header : SECURITY.entrySet()) {
      secured = secured.with(header.getKey(), header.getValue());
    }
    return secured.headers().containsKey("Cache-Control")
        ? secured
        : secured.with("Cache-Control", "no-store");
  }
}
