package io.wugan.agent.config;

import io.wugan.agent.config.ConfigSection.ListedText;
import io.wugan.agent.message.MessageKind;
import io.wugan.agent.message.MessageSettings;
import io.wugan.agent.message.MessageSettings.Voice;
import io.wugan.agent.message.Placeholder;
import io.wugan.agent.message.QuietHours;
import io.wugan.agent.message.Template;
import io.wugan.devices.display.PanelType;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads what a display says: its texts, its voice, and whether plates are masked. */
final class MessagesReader {

  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final String TIME_ALLOWED = "a time of day from \"00:00\" to \"23:59\"";
  private static final int MOST_BAYS = 60_000;
  private static final int MOST_LINES = 8;

  private final ConfigSection display;
  private final PanelType type;

  MessagesReader(ConfigSection display, PanelType type) {
    this.display = display;
    this.type = type;
  }

  MessageSettings read() {
    boolean masked = display.flag("mask", false);
    OptionalInt bays =
        display.has("bays")
            ? OptionalInt.of(display.integer("bays", 1, 1, MOST_BAYS))
            : OptionalInt.empty();
    if (type == PanelType.COUNTER && bays.isEmpty()) {
      display.error("bays", "nothing", "the number of bays of the lot for type COUNTER");
    }
    ConfigSection texts = display.section("texts");
    Map<MessageKind, List<Template>> lines = new EnumMap<>(MessageKind.class);
    for (MessageKind kind : MessageKind.values()) {
      List<Template> own = templates(texts, kind.key(), MOST_LINES, bays);
      if (texts.has(kind.key())) {
        lines.put(kind, own);
      }
    }
    return new MessageSettings(
        lines, masked, bays, type == PanelType.COUNTER, voice(display.section("voice"), bays));
  }

  private Voice voice(ConfigSection voice, OptionalInt bays) {
    boolean on = voice.flag("on", false);
    if (on && type.mostVoiceBytes() == 0) {
      voice.error("on", "true", "false for type " + type + ", whose frames carry no voice");
    }
    ConfigSection texts = voice.section("texts");
    Map<MessageKind, Template> words = new EnumMap<>(MessageKind.class);
    for (MessageKind kind : MessageKind.values()) {
      templates(texts, kind.key(), 1, bays).forEach(template -> words.put(kind, template));
    }
    return new Voice(on, quiet(voice), words);
  }

  private static Optional<QuietHours> quiet(ConfigSection voice) {
    String from = voice.text("quietFrom", "", TIME, TIME_ALLOWED);
    String to = voice.text("quietTo", "", TIME, TIME_ALLOWED);
    if (voice.has("quietFrom") != voice.has("quietTo")) {
      String missing = voice.has("quietFrom") ? "quietTo" : "quietFrom";
      voice.error(missing, "nothing", "both of quietFrom and quietTo, or neither");
    }
    if (!TIME.matcher(from).matches() || !TIME.matcher(to).matches()) {
      return Optional.empty();
    }
    if (from.equals(to)) {
      voice.error("quietTo", "'" + to + "'", "another time than quietFrom");
      return Optional.empty();
    }
    return Optional.of(new QuietHours(LocalTime.parse(from), LocalTime.parse(to)));
  }

  private static List<Template> templates(
      ConfigSection section, String key, int most, OptionalInt bays) {
    String allowed = "a text, or a list of texts, with " + Placeholder.listed();
    List<Template> templates = new ArrayList<>();
    for (ListedText listed : section.texts(key, most, allowed)) {
      try {
        Template template = Template.of(listed.text());
        if (bays.isEmpty() && template.placeholders().contains(Placeholder.FREE)) {
          section.error(listed.line(), key, "{free}", "{free} only where bays are given");
        }
        templates.add(template);
      } catch (IllegalArgumentException wrong) {
        section.error(listed.line(), key, String.valueOf(wrong.getMessage()), allowed);
      }
    }
    return templates;
  }
}
