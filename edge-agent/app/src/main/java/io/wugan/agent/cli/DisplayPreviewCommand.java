package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.lane.DriverMessages;
import io.wugan.agent.lane.FreeBays;
import io.wugan.agent.message.MessageKind;
import io.wugan.agent.message.MessageSettings;
import io.wugan.core.device.Announcement;
import io.wugan.core.plate.PlateNumber;
import io.wugan.devices.display.DisplaySettings;
import io.wugan.devices.display.PanelPreview;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wugan display preview}. Touches no port. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description = {
      "What the panels would be sent: lines with their bytes, the voice, and every frame in hex."
          + " Opens no port (显示内容预览).",
      "With an invented plate and a stay of 80 minutes, or with a text of your own."
    })
final class DisplayPreviewCommand implements Callable<Integer> {

  private static final PlateNumber PLATE = PlateNumber.of("浙A12345");
  private static final Duration STAY = Duration.ofMinutes(80);
  private static final JsonMapper JSON = new JsonMapper();

  @Mixin private DisplayOptions options = new DisplayOptions();

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (LaneConfig lane : options.lanes()) {
      DisplaySettings panel = lane.display().panel();
      if (!format.isJson()) {
        out.println("lane " + lane.lane().id() + ": " + PanelWords.of(panel));
      }
      for (Map.Entry<String, Announcement> one : announcements(lane).entrySet()) {
        PanelPreview preview = PanelPreview.of(panel, one.getValue());
        out.println(
            format.isJson()
                ? json(lane.lane().id(), one.getKey(), preview)
                : table(one.getKey(), preview));
      }
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private Map<String, Announcement> announcements(LaneConfig lane) {
    Map<String, Announcement> all = new LinkedHashMap<>();
    Optional<Announcement> own = options.own();
    if (own.isPresent()) {
      all.put("text", own.get());
      return all;
    }
    MessageSettings settings = lane.display().messages();
    DriverMessages messages =
        new DriverMessages(settings, new FreeBays(OptionalLong.of(0)), () -> LocalTime.NOON);
    for (MessageKind kind : MessageKind.values()) {
      if (kind != MessageKind.FULL || settings.bays().isPresent()) {
        all.put(kind.key(), messages.sample(kind, PLATE, STAY));
      }
    }
    return all;
  }

  private static String table(String name, PanelPreview preview) {
    StringBuilder text = new StringBuilder("  " + name);
    preview
        .lines()
        .forEach(line -> text.append("%n    %3d bytes  %s".formatted(line.bytes(), line.text())));
    preview.dropped().forEach(line -> text.append("%n    no room    %s".formatted(line)));
    if (!preview.voice().isEmpty()) {
      text.append("%n    voice      %s".formatted(preview.voice()));
    }
    if (!preview.unknown().isEmpty()) {
      text.append("%n    not in GBK %s".formatted(String.join(" ", preview.unknown())));
    }
    for (PanelPreview.Frame frame : preview.frames()) {
      String time =
          frame.onTheLine().map(line -> ", " + line.toMillis() + " ms on the line").orElse("");
      text.append("%n    frame of %d bytes%s%n".formatted(frame.bytes(), time));
      text.append("      ").append(frame.text().orElse(frame.hex()));
    }
    return text.toString();
  }

  private static String json(String lane, String name, PanelPreview preview) {
    ObjectNode json = JSON.createObjectNode().put("lane", lane).put("message", name);
    ArrayNode lines = json.putArray("lines");
    preview
        .lines()
        .forEach(line -> lines.addObject().put("text", line.text()).put("bytes", line.bytes()));
    ArrayNode dropped = json.putArray("dropped");
    preview.dropped().forEach(dropped::add);
    json.put("voice", preview.voice());
    ArrayNode unknown = json.putArray("notInGbk");
    preview.unknown().forEach(unknown::add);
    ArrayNode frames = json.putArray("frames");
    for (PanelPreview.Frame frame : preview.frames()) {
      ObjectNode one = frames.addObject().put("hex", frame.hex()).put("bytes", frame.bytes());
      frame.onTheLine().ifPresent(time -> one.put("millisOnTheLine", time.toMillis()));
      frame.text().ifPresent(text -> one.put("text", text));
    }
    return json.toString();
  }
}
