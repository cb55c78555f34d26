package io.wugan.agent.remote;

import io.wugan.agent.command.SignedChannel;
import io.wugan.sync.contract.DesiredConfig;
import io.wugan.sync.contract.DesiredConfigReader;
import io.wugan.sync.contract.MalformedMessageException;
import io.wugan.sync.uplink.Publication;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes configurations from the cloud and tells what became of them. Confined to the thread {@code
 * commands}, but for {@link #tell}.
 */
public final class ConfigDesk implements SignedChannel {

  private static final Logger log = LoggerFactory.getLogger(ConfigDesk.class);

  private final String self;
  private final ConfigStore store;
  private final Supplier<List<String>> lanes;
  private final Runnable startAnew;
  private final Predicate<Publication> uplink;
  private final DesiredConfigReader reader = new DesiredConfigReader();

  /**
   * @param self this board, {@code site/edge}
   * @param store where they are kept
   * @param lanes whose cameras give pictures now
   * @param startAnew begins to end the agent, to be started with another configuration
   * @param uplink says something to the cloud; false if it does not
   */
  public ConfigDesk(
      String self,
      ConfigStore store,
      Supplier<List<String>> lanes,
      Runnable startAnew,
      Predicate<Publication> uplink) {
    this.self = self;
    this.store = store;
    this.lanes = lanes;
    this.startAnew = startAnew;
    this.uplink = uplink;
  }

  @Override
  public String channel() {
    return "dn/cfg";
  }

  @Override
  public void take(byte[] body) {
    try {
      DesiredConfig desired = reader.read(body);
      if (!desired.edge().equals(self)) {
        log.warn("a configuration is for another board than {}", self);
        return;
      }
      boolean changed = store.take(desired, lanes.get());
      tell();
      if (changed) {
        startAnew.run();
      }
    } catch (MalformedMessageException useless) {
      log.warn("what came on dn/cfg is no configuration: {}", useless.getMessage());
    } catch (IOException unwritten) {
      log.error("a configuration cannot be written down: {}", unwritten.getMessage());
    }
  }

  @Override
  public void connected() {
    tell();
  }

  /** Says what the board is configured by; without a connection it is said on the next one. */
  void tell() {
    if (!uplink.test(new Publication("up/rep", store.told().json(), true))) {
      log.debug("nobody hears of the configuration; it is told on the next connection");
    }
  }
}
