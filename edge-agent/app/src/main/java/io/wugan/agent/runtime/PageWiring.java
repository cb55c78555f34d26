package io.wugan.agent.runtime;

import io.wugan.agent.aim.AimStore;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.lane.LaneAim;
import io.wugan.agent.lane.LaneMeter;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.page.PageSettings;
import io.wugan.agent.page.access.AuditLog;
import io.wugan.agent.page.access.FirstUseCode;
import io.wugan.agent.page.access.UserBook;
import io.wugan.agent.page.api.AccessApi;
import io.wugan.agent.page.api.AimApi;
import io.wugan.agent.page.api.BoardApi;
import io.wugan.agent.page.api.BoardPort;
import io.wugan.agent.page.api.CheckApi;
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
import io.wugan.agent.page.board.NoSettings;
import io.wugan.agent.page.board.SettingsFile;
import io.wugan.agent.page.http.PageHandler;
import io.wugan.agent.page.live.LivePictures;
import io.wugan.core.health.HealthFault;
import io.wugan.core.lane.Lane;
import io.wugan.core.time.LotTime;
import io.wugan.sync.uplink.UplinkStats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the page together over a running agent. Starts nothing. */
final class PageWiring {

  private static final Logger log = LoggerFactory.getLogger(PageWiring.class);

  /**
   * What works for the page beside the agent's own parts.
   *
   * @param pictures of lanes at which somebody looks
   * @param check of the whole board
   * @param startAnew begins to end the agent, to be started anew
   */
  record Works(LivePictures pictures, PageCheck check, Runnable startAnew) {}

  private final PageSettings settings;
  private final PageKeeper.Board board;
  private final LocalPage page;
  private final Works works;
  private final InstantSource clock;

  PageWiring(PageSettings settings, PageKeeper.Board board, LocalPage page, Works works) {
    this.settings = settings;
    this.board = board;
    this.page = page;
    this.works = works;
    this.clock = () -> board.clock().now().utc();
  }

  /**
   * What answers.
   *
   * @throws IOException if a file of the page cannot be used
   */
  PageHandler handler() throws IOException {
    Path folder = board.folder().page();
    UserBook users = UserBook.open(folder.resolve("users.json"), clock);
    FirstUseCode code = new FirstUseCode(folder.resolve("first-use"));
    if (users.isEmpty()) {
      if (code.find().isEmpty()) {
        code.make();
      }
      log.warn(
          "nobody can log in to the page yet: the first-use code is shown by 'wugan page code'");
    }
    AuditLog audit = new AuditLog(folder.resolve("audit.jsonl"), clock);
    Set<String> names = new HashSet<>(settings.names());
    names.add(PageAddress.hostName());
    return new Gate(
        new HostNames(names),
        users,
        page.memory().sessions(),
        routes(new AccessApi.Books(users, code, page.memory(), audit), audit));
  }

  private List<Route> routes(AccessApi.Books books, AuditLog audit) {
    LedgerPort ledger =
        new LedgerLook(board.folder().ledger(), board.evidence(), board.corrections(), board.ids());
    SettingsPort file =
        page.file()
            .<SettingsPort>map(
                each -> new SettingsFile(each, board.folder().root(), works.startAnew()))
            .orElseGet(NoSettings::new);
    List<Lane> lanes = board.config().lanes().stream().map(LaneConfig::lane).toList();
    List<Route> all = new ArrayList<>();
    all.addAll(new AccessApi(books).routes());
    all.addAll(new BoardApi(new Glance(), ledger).routes());
    all.addAll(new LaneApi(lanes, works.pictures(), file, audit).routes());
    Map<String, LaneAim> aims = new HashMap<>();
    board.lanes().forEach(lane -> aims.put(lane.id(), lane.aim()));
    all.addAll(new AimApi(aims, new AimStore(board.folder().aims()), audit).routes());
    List<String> ids = lanes.stream().map(Lane::id).toList();
    all.addAll(new StayApi(ledger, ids, clock, audit).routes());
    all.addAll(new TallyApi(board.folder().tally(), ledger, ids, clock, audit).routes());
    all.addAll(new ReviewApi(ledger, audit).routes());
    all.addAll(new SettingsApi(file, audit).routes());
    all.addAll(new CheckApi(works.check(), audit).routes());
    return all;
  }

  /** How the board is. */
  private final class Glance implements BoardPort {

    @Override
    public Identity identity() {
      return new Identity(
          board.config().site(),
          board.config().edge(),
          UplinkWiring.version(),
          board.config().mqtt().url());
    }

    @Override
    public LotTime now() {
      return board.clock().now();
    }

    @Override
    public List<LaneState> lanes() {
      List<LaneState> states = new ArrayList<>();
      for (LaneConfig lane : board.config().lanes()) {
        board.lanes().stream()
            .filter(each -> each.id().equals(lane.lane().id()))
            .forEach(each -> states.add(state(lane, each)));
      }
      return states;
    }

    private LaneState state(LaneConfig config, LaneRunner lane) {
      LaneMeter.Reading reading = lane.meter().read();
      return new LaneState(
          lane.id(),
          config.lane().role().name(),
          config.camera().id(),
          reading.frames(),
          reading.frameAgeMillis(),
          reading.passages(),
          reading.noPlate(),
          lane.meter().recentPictureMillis());
    }

    @Override
    public List<HealthFault> faults() {
      return board.health().faults();
    }

    @Override
    public UplinkStats uplink() {
      return board.uplink().get();
    }
  }
}
