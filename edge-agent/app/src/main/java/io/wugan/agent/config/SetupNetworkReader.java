package io.wugan.agent.config;

import io.wugan.agent.firstboot.Setup.Address;
import io.wugan.agent.firstboot.Setup.Network;
import io.wugan.agent.firstboot.Setup.Wifi;
import io.wugan.agent.firstboot.SetupSecret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code network} of a setup file. */
final class SetupNetworkReader {

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String IPV4 =
      "(" + OCTET + ")\\.(" + OCTET + ")\\.(" + OCTET + ")\\.(" + OCTET + ")";
  private static final Pattern HOST = Pattern.compile(IPV4);
  private static final Pattern PREFIXED = Pattern.compile(IPV4 + "/([1-9]|[12][0-9]|30)");
  private static final String PREFIXED_ALLOWED =
      "an address with its prefix such as 192.168.1.20/24  带前缀长度的地址，如 192.168.1.20/24";
  private static final String HOST_ALLOWED = "an address such as 192.168.1.1  地址，如 192.168.1.1";
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern SSID = Pattern.compile("\\P{Cntrl}{1,32}");
  private static final Pattern PASSWORD = Pattern.compile("[ -~]{8,63}|[0-9a-fA-F]{64}");
  private static final String PASSWORD_ALLOWED =
      "8 to 63 printable characters of ASCII, or a key of 64 hexadecimal digits  8～63 个 ASCII 字符，或 64"
          + " 位十六进制密钥";
  private static final int MOST_BYTES_OF_NAME = 32;
  private static final int MOST_DNS = 3;
  private static final int BITS = 32;

  private final ConfigSection network;
  private final SetupSecrets secrets;

  SetupNetworkReader(ConfigSection network, SetupSecrets secrets) {
    this.network = network;
    this.secrets = secrets;
  }

  Network read() {
    ConfigSection ethernet = network.section("ethernet");
    return new Network(address(ethernet), wifi());
  }

  private Optional<Wifi> wifi() {
    if (!network.has("wifi")) {
      return Optional.empty();
    }
    ConfigSection wifi = network.section("wifi");
    String ssid = wifi.require("ssid", SSID, "the network's name, 1 to 32 bytes  无线网络名称");
    if (ssid.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES_OF_NAME) {
      wifi.error("ssid", "'" + ssid + "'", "at most 32 bytes of UTF-8  不超过 32 字节");
    }
    String country =
        wifi.require("country", COUNTRY, "two capital letters such as CN  两位国家代码，如 CN");
    Optional<SetupSecret> password = secrets.read(wifi, "password");
    if (password.isEmpty()) {
      if (!wifi.has("password") || wifi.scalarNode("password").isPresent()) {
        wifi.error("password", "nothing", PASSWORD_ALLOWED);
      }
      return Optional.empty();
    }
    if (!password.get().isTaken() && !PASSWORD.matcher(password.get().text()).matches()) {
      wifi.error("password", "something else", PASSWORD_ALLOWED);
    }
    return Optional.of(new Wifi(ssid, password.get(), country, address(wifi)));
  }

  private static Optional<Address> address(ConfigSection section) {
    List<String> dns = dns(section);
    if (!section.has("address")) {
      section.scalarNode("address");
      if (section.has("gateway") || section.has("dns")) {
        section.scalarNode("gateway");
        section.error("address", "nothing", PREFIXED_ALLOWED + ", because gateway or dns is given");
      }
      return Optional.empty();
    }
    String address = section.require("address", PREFIXED, PREFIXED_ALLOWED);
    String gateway = section.text("gateway", "", HOST, HOST_ALLOWED);
    if (PREFIXED.matcher(address).matches()
        && HOST.matcher(gateway).matches()
        && !isWithin(address, gateway)) {
      section.error(
          "gateway",
          "'" + gateway + "'",
          "an address in the network of " + address + "  网关须与本机同网段");
    }
    return Optional.of(
        new Address(address, gateway.isEmpty() ? Optional.empty() : Optional.of(gateway), dns));
  }

  private static List<String> dns(ConfigSection section) {
    List<String> servers = new ArrayList<>();
    for (ConfigSection.ListedText server : section.texts("dns", MOST_DNS, HOST_ALLOWED)) {
      if (HOST.matcher(server.text()).matches()) {
        servers.add(server.text());
      } else {
        section.error(server.line(), "dns", "'" + server.text() + "'", HOST_ALLOWED);
      }
    }
    return servers;
  }

  private static boolean isWithin(String address, String gateway) {
    int prefix = Integer.parseInt(address.substring(address.indexOf('/') + 1));
    int mask = -1 << (BITS - prefix);
    return (bits(address.substring(0, address.indexOf('/'))) & mask) == (bits(gateway) & mask);
  }

  private static int bits(String address) {
    Matcher octets = HOST.matcher(address);
    if (!octets.matches()) {
      throw new IllegalArgumentException(address);
    }
    int bits = 0;
    for (int i = 1; i <= octets.groupCount(); i++) {
      bits = bits << 8 | Integer.parseInt(octets.group(i));
    }
    return bits;
  }
}
