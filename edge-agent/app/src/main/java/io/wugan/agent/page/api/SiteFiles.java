package io.wugan.agent.page.api;

import io.wugan.agent.page.http.PageRequest;
import io.wugan.agent.page.http.PageResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the page, from a closed list on the class path: a path that is not in it leads
 * nowhere, whatever it looks like. Immutable.
 */
final class SiteFiles {

  private static final String FOLDER = "/io/wugan/agent/page/site/";

  /** Everything there is. */
  static final List<String> NAMES =
      List.of(
          "index.html",
          "style.css",
          "icon.svg",
          "texts-zh.json",
          "texts-en.json",
          "app.js",
          "api.js",
          "texts.js",
          "parts.js",
          "access.js",
          "overview.js",
          "live.js",
          "picture.js",
          "aim.js",
          "lane-editor.js",
          "passages.js",
          "stays.js",
          "reviews.js",
          "tally.js",
          "check.js",
          "settings.js",
          "users.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  private record SiteFile(PageResponse whole, String tag) {}

  private final Map<String, SiteFile> files = new HashMap<>();

  /**
   * @throws IOException if one is missing from the program
   */
  SiteFiles() throws IOException {
    for (String name : NAMES) {
      SiteFile file = read(name);
      files.put("/" + name, file);
      if (name.equals("index.html")) {
        files.put("/", file);
      }
    }
  }

  private static SiteFile read(String name) throws IOException {
    try (InputStream in = SiteFiles.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IOException("the page's file " + name + " is missing from the program");
      }
      byte[] bytes = in.readAllBytes();
      String type = TYPES.getOrDefault(name.substring(name.indexOf('.') + 1), "text/plain");
      String tag = '"' + hash(bytes) + '"';
      // Asked for anew each time, and answered with 304: an update of the board is seen at once.
      PageResponse whole =
          PageResponse.of(200, type, bytes).with("ETag", tag).with("Cache-Control", "no-cache");
      return new SiteFile(whole, tag);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  /** The file at a path, or 304 where the browser has it; empty if there is none. */
  Optional<PageResponse> find(PageRequest request) {
    SiteFile file = files.get(request.path());
    if (file == null) {
      return Optional.empty();
    }
    boolean known = request.header("if-none-match").filter(file.tag()::equals).isPresent();
    return Optional.of(
        known
            ? PageResponse.empty(304).with("ETag", file.tag()).with("Cache-Control", "no-cache")
            : file.whole());
  }
}
