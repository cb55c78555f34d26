package io.wugan.agent.config;

import io.wugan.agent.page.PageSettings;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the section {@code page}; the one place that knows its defaults and ranges. */
final class PageReader {

  static final Pattern LISTEN = Pattern.compile("[0-9A-Za-z.:_-]{1,64}");
  static final String LISTEN_ALLOWED =
      "an address of this board, the name of a network interface such as eth0, or 0.0.0.0";
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
  private static final String NAME_ALLOWED = "a host name of letters, digits, '.' and '-'";

  private final ConfigSection root;

  PageReader(ConfigSection root) {
    this.root = root;
  }

  Optional<PageSettings> read() {
    if (!root.has("page")) {
      return Optional.empty();
    }
    ConfigSection page = root.section("page");
    return Optional.of(
        new PageSettings(
            page.require("listen", LISTEN, LISTEN_ALLOWED),
            page.integer("port", PageSettings.PORT, 0, 65_535),
            names(page)));
  }

  private static Set<String> names(ConfigSection page) {
    Set<String> names = new LinkedHashSet<>();
    for (ConfigSection.ListedText name :
        page.texts("names", PageSettings.MOST_NAMES, NAME_ALLOWED)) {
      if (NAME.matcher(name.text()).matches()) {
        names.add(name.text());
      } else {
        page.error(name.line(), "names", "'" + name.text() + "'", NAME_ALLOWED);
      }
    }
    return names;
  }
}
