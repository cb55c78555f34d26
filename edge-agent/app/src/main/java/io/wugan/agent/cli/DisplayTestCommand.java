package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.core.device.Announcement;
import io.wugan.core.device.DeviceException;
import io.wugan.devices.display.DisplaySettings;
import io.wugan.devices.display.Displays;
import io.wugan.devices.display.PanelType;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wugan display test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Show a text on real panels and say what answered (显示屏测试).",
      "A running agent holds its serial ports: stop it first."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:every panel took it", "2:wrong use", "3:a panel did not"})
final class DisplayTestCommand implements Callable<Integer> {

  private static final Announcement USUAL =
      new Announcement(List.of("显示屏测试", "浙A12345", "欢迎光临"), "欢迎光临", OptionalInt.of(888));

  @Mixin private DisplayOptions options = new DisplayOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    int status = ExitStatus.DONE;
    for (LaneConfig lane : options.lanes()) {
      String id = lane.lane().id();
      DisplaySettings panel = lane.display().panel();
      out.println("lane " + id + ": " + PanelWords.of(panel));
      if (panel.type() == PanelType.LOG) {
        continue;
      }
      try {
        for (String answer : Displays.test(id, panel, options.own().orElse(USUAL))) {
          out.println("  " + answer);
        }
      } catch (DeviceException silent) {
        out.println("  FAILED: " + silent.getMessage());
        status = ExitStatus.FAULT_FOUND;
      }
    }
    out.flush();
    return status;
  }
}
