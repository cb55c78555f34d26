package io.wugan.lab.est;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Gives boards their certificates by EST: {@code cacerts}, {@code simpleenroll} with name and claim
 * token, {@code simplereenroll} with the present certificate (RFC 7030, sections 4.1 and 4.2).
 * Thread-safe; for laptops and proofs, where nobody attacks it.
 */
public final class EstServer implements AutoCloseable {

  private static final String BASE = "/.well-known/est";
  private static final int THREADS = 4;
  private static final int MOST_BYTES = 64 * 1024;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;

  private final OpensslAuthority authority;
  private final TokenBook tokens;
  private final int days;
  private final HttpsServer server;
  private final ExecutorService threads;
  private final AtomicInteger issued = new AtomicInteger();
  private volatile Optional<Duration> undecided = Optional.empty();

  /**
   * What a server is to be.
   *
   * @param address where it listens; port 0 for any
   * @param identity its own certificate and key
   * @param days how long boards' certificates are good
   */
  public record Settings(InetSocketAddress address, OpensslAuthority.Pair identity, int days) {}

  private EstServer(OpensslAuthority authority, TokenBook tokens, int days, HttpsServer server) {
    this.authority = authority;
    this.tokens = tokens;
    this.days = days;
    this.server = server;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "est-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts one.
   *
   * @param tokens file of claim tokens, see {@code docs/first-boot.md}
   * @throws IOException if it cannot listen, or its files cannot be used
   */
  public static EstServer start(OpensslAuthority authority, Path tokens, Settings settings)
      throws IOException {
    HttpsServer server = HttpsServer.create(settings.address(), 0);
    server.setHttpsConfigurator(
        new AskForCertificate(EstTls.context(authority.certificate(), settings.identity())));
    EstServer made = new EstServer(authority, new TokenBook(tokens), settings.days(), server);
    server.setExecutor(made.threads);
    server.createContext(
        BASE + "/cacerts", made.handler("GET", (exchange, body) -> made.authorities()));
    server.createContext(BASE + "/simpleenroll", made.handler("POST", made::enrol));
    server.createContext(BASE + "/simplereenroll", made.handler("POST", made::renew));
    server.start();
    return made;
  }

  /** Takes a client's certificate where it has one, from this authority alone. */
  private static final class AskForCertificate extends HttpsConfigurator {
    AskForCertificate(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters connection) {
      SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
      parameters.setWantClientAuth(true);
      connection.setSSLParameters(parameters);
    }
  }

  /** Until told otherwise requests are put off, by so long; empty: they are decided at once. */
  public void putOff(Optional<Duration> by) {
    undecided = by;
  }

  /** Certificates that were given out. */
  public int issued() {
    return issued.get();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Base of its addresses, for a host name that its certificate has. */
  public String base(String host) {
    return "https://" + host + ":" + port() + BASE;
  }

  private record Reply(int status, String type, String body) {
    static Reply text(int status, String text) {
      return new Reply(status, "text/plain; charset=utf-8", text);
    }

    static Reply certificates(byte[] der) {
      return new Reply(OK, "application/pkcs7-mime; smime-type=certs-only", base64(der));
    }
  }

  // As EST sends it (RFC 7030, section 4.1.3).
  private static String base64(byte[] der) {
    return Base64.getMimeEncoder().encodeToString(der);
  }

  private interface Handler {
    Reply answer(HttpExchange exchange, byte[] body) throws IOException, InterruptedException;
  }

  private HttpHandler handler(String method, Handler handler) {
    return exchange -> {
      try (exchange) {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
        Reply reply = reply(method, handler, exchange, body);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        // Boards ask seldom: with connections kept open the JDK's server cuts off some, once there
        // are many.
        exchange.getResponseHeaders().set("Connection", "close");
        if (reply.status() == OK) {
          exchange.getResponseHeaders().set("Content-Transfer-Encoding", "base64");
        }
        byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), answer.length);
        exchange.getResponseBody().write(answer);
      }
    };
  }

  private static Reply reply(String method, Handler handler, HttpExchange exchange, byte[] body) {
    if (!exchange.getRequestMethod().equals(method)) {
      return Reply.text(BAD_REQUEST, "the method is to be " + method);
    }
    try {
      return handler.answer(exchange, body);
    } catch (IOException failed) {
      return Reply.text(SERVER_ERROR, String.valueOf(failed.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Reply.text(SERVER_ERROR, "the server stops");
    }
  }

  private Reply authorities() throws IOException, InterruptedException {
    return Reply.certificates(authority.authorities());
  }

  private Reply enrol(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    Optional<OpensslAuthority.Request> request = read(body);
    if (request.isEmpty()) {
      return Reply.text(BAD_REQUEST, "no request for a certificate, or not signed by its key");
    }
    String[] login = login(exchange);
    if (login.length != 2) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"est\"");
      return Reply.text(UNAUTHORIZED, "name and claim token are wanted");
    }
    if (!login[0].equals(request.get().name())) {
      return Reply.text(BAD_REQUEST, "the request is for another name");
    }
    Optional<Duration> later = undecided;
    if (later.isPresent()) {
      return putOff(exchange, later.get());
    }
    return switch (tokens.use(login[0], login[1], request.get().publicKey())) {
      case GOOD -> issue(body);
      case USED -> Reply.text(FORBIDDEN, "the claim token was used before");
      case UNKNOWN -> {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"est\"");
        yield Reply.text(UNAUTHORIZED, "no such claim token for " + login[0]);
      }
    };
  }

  private static Reply putOff(HttpExchange exchange, Duration by) {
    exchange.getResponseHeaders().set("Retry-After", String.valueOf(by.toSeconds()));
    return Reply.text(ACCEPTED, "not decided yet");
  }

  private Reply renew(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    Optional<String> client = client(exchange);
    if (client.isEmpty()) {
      return Reply.text(FORBIDDEN, "a certificate of this authority is wanted");
    }
    Optional<OpensslAuthority.Request> request = read(body);
    if (request.isEmpty()) {
      return Reply.text(BAD_REQUEST, "no request for a certificate, or not signed by its key");
    }
    if (!request.get().name().equals(client.get())) {
      return Reply.text(BAD_REQUEST, "the request is for another name than the certificate");
    }
    Optional<Duration> later = undecided;
    return later.isPresent() ? putOff(exchange, later.get()) : issue(body);
  }

  private Reply issue(byte[] body) throws IOException, InterruptedException {
    Reply reply = Reply.certificates(authority.sign(decode(body), days));
    issued.incrementAndGet();
    return reply;
  }

  private Optional<OpensslAuthority.Request> read(byte[] body)
      throws IOException, InterruptedException {
    byte[] request = decode(body);
    return request.length == 0 ? Optional.empty() : authority.read(request);
  }

  private static byte[] decode(byte[] body) {
    try {
      return Base64.getMimeDecoder().decode(body);
    } catch (IllegalArgumentException other) {
      return new byte[0];
    }
  }

  private static String[] login(HttpExchange exchange) {
    String header =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    if (!header.startsWith("Basic ")) {
      return new String[0];
    }
    byte[] decoded = decode(header.substring("Basic ".length()).getBytes(StandardCharsets.UTF_8));
    return new String(decoded, StandardCharsets.UTF_8).split(":", 2);
  }

  private static Optional<String> client(HttpExchange exchange) {
    try {
      Certificate first = ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
      String subject = ((X509Certificate) first).getSubjectX500Principal().getName();
      for (Rdn part : new LdapName(subject).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return Optional.of(part.getValue().toString());
        }
      }
      return Optional.empty();
    } catch (SSLPeerUnverifiedException | InvalidNameException nobody) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
