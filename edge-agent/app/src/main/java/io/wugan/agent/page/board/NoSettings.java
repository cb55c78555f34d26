package io.wugan.agent.page.board;

import io.wugan.agent.page.api.Refusal;
import io.wugan.agent.page.api.SettingsPort;
import io.wugan.core.lane.SharePoint;
import java.util.List;
import java.util.Map;

/** Where the agent runs by a configuration that is no file, or by one of the cloud. Stateless. */
public final class NoSettings implements SettingsPort {

  private static Refusal refusal() {
    return new Refusal(
        409,
        "settings.none",
        "this agent does not run by a file of its own",
        "file",
        "a board that was started with 'wugan run --config FILE'");
  }

  @Override
  public Text read() {
    throw refusal();
  }

  @Override
  public List<Fault> check(String text) {
    throw refusal();
  }

  @Override
  public Saved save(String text, String hash) {
    throw refusal();
  }

  @Override
  public Saved draw(String lane, Map<String, List<SharePoint>> shapes) {
    throw refusal();
  }
}
