package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Addresses of cameras with and without user and password. Stateless. */
public final class CameraAddress {

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s]*@");
  // Some cameras want them behind the question mark.
  private static final Pattern QUERY =
      Pattern.compile("(?i)(?<=[?&](?:user|username|usr|password|passwd|pwd|pass)=)[^&\\s]*");
  private static final String FILE_ALLOWED =
      "a file with the user's name in its first line and the password in its second";
  private static final int MOST_BYTES = 4096;

  private CameraAddress() {}

  /** A text in which no address shows user and password. */
  public static String masked(String text) {
    return QUERY.matcher(USER_INFO.matcher(text).replaceAll("***@")).replaceAll("***");
  }

  /** Whether an address has user or password in it. */
  public static boolean hasUserInfo(String url) {
    return USER_INFO.matcher(url).find();
  }

  /**
   * The address with user and password, as FFmpeg takes it; never to be logged.
   *
   * @throws DeviceException if the file with them cannot be read or is not as it should be
   */
  static String withCredentials(String cameraId, CameraSource.Network network)
      throws DeviceException {
    if (network.credentials().isEmpty()) {
      return network.url();
    }
    Path file = network.credentials().get();
    List<String> lines;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new DeviceException(cameraId, file + " is too long; allowed: " + FILE_ALLOWED);
      }
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException notText) {
      throw new DeviceException(cameraId, file + " is no text; allowed: " + FILE_ALLOWED, notText);
    } catch (IOException unreadable) {
      throw new DeviceException(cameraId, "cannot read " + file + ": " + FILE_ALLOWED, unreadable);
    }
    if (lines.size() < 2 || lines.get(0).isBlank()) {
      throw new DeviceException(
          cameraId, file + " has " + lines.size() + " lines; allowed: " + FILE_ALLOWED);
    }
    String userInfo = encoded(lines.get(0).strip()) + ":" + encoded(lines.get(1).strip()) + "@";
    int host = network.url().indexOf("://") + 3;
    return network.url().substring(0, host) + userInfo + network.url().substring(host);
  }

  // FFmpeg undoes percent signs in user and password (RFC 3986, 3.2.1), and not a plus.
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
