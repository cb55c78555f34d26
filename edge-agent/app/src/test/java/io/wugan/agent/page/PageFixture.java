package io.wugan.agent.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.aim.AimStore;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.lane.LaneAim;
import io.wugan.agent.lane.LaneViewer;
import io.wugan.agent.page.access.AuditLog;
import io.wugan.agent.page.access.FirstUseCode;
import io.wugan.agent.page.access.PageMemory;
import io.wugan.agent.page.access.PrivateFile;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.access.UserBook;
import io.wugan.agent.page.api.AccessApi;
import io.wugan.agent.page.api.AimApi;
import io.wugan.agent.page.api.BoardApi;
import io.wugan.agent.page.api.BoardPort;
import io.wugan.agent.page.api.CheckApi;
import io.wugan.agent.page.api.CheckPort;
import io.wugan.agent.page.api.Gate;
import io.wugan.agent.page.api.HostNames;
import io.wugan.agent.page.api.LaneApi;
import io.wugan.agent.page.api.LedgerPort;
import io.wugan.agent.page.api.ReviewApi;
import io.wugan.agent.page.api.Route;
import io.wugan.agent.page.api.SettingsApi;
import io.wugan.agent.page.api.SettingsPort;
import io.wugan.agent.page.api.StayApi;
import io.wugan.agent.page.api.TallyApi;
import io.wugan.agent.page.board.LedgerLook;
import io.wugan.agent.page.board.SettingsFile;
import io.wugan.agent.page.http.PageServer;
import io.wugan.agent.page.http.ServerLimits;
import io.wugan.agent.page.live.LivePictures;
import io.wugan.agent.page.tls.PageCertificate;
import io.wugan.agent.testing.Passages;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.health.HealthFault;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.text.Language;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.UplinkStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The whole page over a real socket and a real ledger; only its lanes have no cameras. */
final class PageFixture implements AutoCloseable {

  static final String PASSWORD = "correct horse 9";
  // Enough for the right answers; what a guess costs on a board is tested by itself.
  private static final int FEW_ROUNDS = 1_000;
  private static final JsonMapper JSON = new JsonMapper();
  private static final UplinkStats AWAY =
      new UplinkStats(
          false,
          0,
          3,
          0,
          0,
          0,
          0,
          0,
          0,
          Optional.empty(),
          Optional.of("refused"),
          false,
          Optional.empty(),
          Optional.empty());

  final Path folder;
  final Path config;
  final SystemLotClock clock = new SystemLotClock();
  final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(1));
  final SqliteLedger ledger;
  final FileEvidenceStore evidence;
  final FirstUseCode code;
  final UserBook users;
  final AuditLog audit;
  final PageMemory memory = PageMemory.create();
  final List<Route> routes = new ArrayList<>();
  final LaneViewer viewer = new LaneViewer();
  final AtomicInteger restarts = new AtomicInteger();
  final PageServer server;
  final PageCertificate certificate;
  final HttpClient client;
  private final LivePictures pictures;
  private final SessionKeeper keeper =
      new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
  private final ChangeWriter writer = new ChangeWriter(ids::next);

  PageFixture(Path folder) throws Exception {
    this(folder, ServerLimits.DEFAULT);
  }

  PageFixture(Path folder, ServerLimits limits) throws Exception {
    this.folder = folder;
    this.config =
        Files.writeString(
            folder.resolve("board.yaml"),
            """
            # 本板
            site: s1
            edge: e1
            data: data
            mqtt: {url: "tcp://127.0.0.1:1"}   # broker
            lanes:
              - id: entry # 入口
                role: ENTRY
                # the drive
                camera: {file: a.mp4}
              - {id: exit, role: EXIT, camera: {url: "rtsp://10.0.0.7/1"}}
            """);
    Path data = Files.createDirectories(folder.resolve("data"));
    Path page = data.resolve("page");
    PrivateFile.makeFolder(page);
    this.ledger = SqliteLedger.open(data, new EventCodec("s1", "e1"), ids);
    this.evidence = new FileEvidenceStore(data.resolve("evidence"));
    this.users = UserBook.open(page.resolve("users.json"), () -> clock.now().utc(), FEW_ROUNDS);
    this.code = new FirstUseCode(page.resolve("first-use"));
    this.audit = new AuditLog(page.resolve("audit.jsonl"), () -> clock.now().utc());
    this.pictures = new LivePictures(Map.of("entry", viewer, "exit", new LaneViewer()));
    pictures.start();
    addRoutes(data, page);
    this.certificate =
        PageCertificate.open(
            page.resolve("certificate.p12"),
            "Wugan s1/e1",
            Set.of("localhost"),
            Set.of(InetAddress.getByName("127.0.0.1")));
    Gate gate = new Gate(new HostNames(Set.of("gate-a")), users, memory.sessions(), routes);
    this.server =
        PageServer.start(new InetSocketAddress("127.0.0.1", 0), certificate, gate, limits);
    this.client = HttpClient.newBuilder().sslContext(trusting(certificate)).build();
  }

  private void addRoutes(Path data, Path page) {
    LedgerPort port =
        new LedgerLook(data, evidence, new CorrectionService(ledger, ids::next, clock), ids::next);
    SettingsPort settings = new SettingsFile(config, data, restarts::incrementAndGet);
    List<Lane> lanes = List.of(Lane.of("entry", LaneRole.ENTRY), Lane.of("exit", LaneRole.EXIT));
    List<String> names = List.of("entry", "exit");
    AimStore aims = new AimStore(data.resolve("aim"));
    routes.addAll(new AimApi(Map.of("entry", new LaneAim("entry")), aims, audit).routes());
    routes.addAll(new AccessApi(new AccessApi.Books(users, code, memory, audit)).routes());
    routes.addAll(new BoardApi(board(), port).routes());
    routes.addAll(new LaneApi(lanes, pictures, settings, audit).routes());
    routes.addAll(new StayApi(port, names, () -> clock.now().utc(), audit).routes());
    routes.addAll(
        new TallyApi(page.resolve("tally.json"), port, names, () -> clock.now().utc(), audit)
            .routes());
    routes.addAll(new ReviewApi(port, audit).routes());
    routes.addAll(new SettingsApi(settings, audit).routes());
    routes.addAll(new CheckApi(new NoCheck(), audit).routes());
  }

  private BoardPort board() {
    return new BoardPort() {
      @Override
      public Identity identity() {
        return new Identity("s1", "e1", "test", "tcp://127.0.0.1:1");
      }

      @Override
      public LotTime now() {
        return clock.now();
      }

      @Override
      public List<LaneState> lanes() {
        return List.of(
            new LaneState(
                "entry", "ENTRY", "cam", 7, OptionalLong.of(40), 3, 1, OptionalDouble.of(9)));
      }

      @Override
      public List<HealthFault> faults() {
        return List.of();
      }

      @Override
      public UplinkStats uplink() {
        return AWAY;
      }
    };
  }

  static SSLContext trusting(PageCertificate certificate) throws Exception {
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("page", certificate.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  URI at(String path) {
    return URI.create("https://127.0.0.1:" + server.port() + path);
  }

  /** A vehicle passes, with a picture. */
  Passage pass(Direction direction, String plate) throws IOException {
    Optional<String> read = plate.isEmpty() ? Optional.empty() : Optional.of(plate);
    Passage bare = Passages.of(ids.next(), direction, read, clock.now());
    EvidenceImage image =
        new EvidenceImage(
            EvidenceKind.SCENE, clock.now(), ("jpeg of " + bare.id()).getBytes("UTF-8"));
    Passage passage = Passages.withPictures(bare, List.of(evidence.store(image)));
    ledger
        .submit(
            book ->
                writer.write(
                    Optional.of(passage), keeper.decide(passage, book), book, passage.at()))
        .join();
    return passage;
  }

  /** Makes a user and logs in. */
  Person person(String name, Role role) throws Exception {
    users.put(name, role, PASSWORD.toCharArray());
    return login(name, PASSWORD);
  }

  Person login(String name, String password) throws Exception {
    HttpResponse<String> answer =
        new Person("", "")
            .send(
                "POST",
                "/api/v1/login",
                JSON.createObjectNode().put("name", name).put("password", password).toString());
    if (answer.statusCode() != 200) {
      throw new AssertionError("no login: " + answer.body());
    }
    return person(answer);
  }

  Person person(HttpResponse<String> answer) throws Exception {
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    return new Person(cookie, JSON.readTree(answer.body()).path("csrf").asText());
  }

  Person nobody() {
    return new Person("", "");
  }

  /** A browser with its cookie and the page's secret. */
  final class Person {
    final String cookie;
    final String csrf;

    private Person(String cookie, String csrf) {
      this.cookie = cookie;
      this.csrf = csrf;
    }

    Person without(boolean secret) {
      return new Person(cookie, secret ? "" : csrf);
    }

    HttpRequest.Builder request(String method, String path, String body) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(at(path))
              .timeout(Duration.ofSeconds(20))
              .method(
                  method,
                  body.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body));
      if (!cookie.isEmpty()) {
        request.header("Cookie", cookie);
      }
      if (!csrf.isEmpty()) {
        request.header("X-CSRF-Token", csrf);
      }
      if (!method.equals("GET")) {
        request.header("Content-Type", "application/json");
      }
      return request;
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
      return client.send(request(method, path, body).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
      return send("GET", path, "");
    }

    HttpResponse<String> post(String path, String body) throws Exception {
      return send("POST", path, body);
    }

    JsonNode json(String path) throws Exception {
      HttpResponse<String> answer = get(path);
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    }
  }

  @Override
  public void close() throws InterruptedException {
    server.close();
    pictures.close();
    ledger.close();
  }

  /** A check that never begins; the real one is with a whole agent. */
  private static final class NoCheck implements CheckPort {
    @Override
    public boolean begin(String notes, String by) {
      return false;
    }

    @Override
    public State state() {
      return new State(false, "", "", Optional.empty(), List.of(), "");
    }

    @Override
    public Optional<Written> find(Paper paper, Language language) {
      return Optional.empty();
    }
  }
}
