package io.wugan.agent.firstboot;

import io.wugan.agent.firstboot.Setup.Address;
import io.wugan.agent.firstboot.Setup.Wifi;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a setup file makes for the system: systemd.network(5), wpa_supplicant.conf(5) and chrony's
 * sources (chrony.conf(5), sourcedir). Stateless.
 */
final class SystemFiles {

  static final String NETWORKS = "/etc/systemd/network";
  static final String ETHERNET = NETWORKS + "/10-wugan-ethernet.network";
  static final String WIRELESS = NETWORKS + "/10-wugan-wifi.network";
  static final String SUPPLICANTS = "/etc/wpa_supplicant";
  static final String SUPPLICANT = SUPPLICANTS + "/wpa_supplicant-wlan0.conf";
  static final String SOURCES = "/etc/chrony/sources.d";
  static final String TIME = SOURCES + "/wugan.sources";

  private static final String HEAD =
      "# Made from the setup file of the boot partition; changed there. 由启动分区的安装文件生成，请在安装文件中修改。\n";

  private SystemFiles() {}

  // Where there is a wireless network, a board without a cable is online all the same.
  static String ethernet(Optional<Address> address, boolean isWireless) {
    String link = isWireless ? "\n[Link]\nRequiredForOnline=no\n" : "";
    return HEAD + "[Match]\nName=eth* en*\n" + link + "\n" + network(address, "");
  }

  static String wireless(Wifi wifi) {
    return HEAD
        + "[Match]\nName=wlan0\n\n"
        + network(wifi.address(), "\n[DHCPv4]\nRouteMetric=600\n");
  }

  private static String network(Optional<Address> address, String dhcp) {
    if (address.isEmpty()) {
      return "[Network]\nDHCP=yes\n" + dhcp;
    }
    StringBuilder out = new StringBuilder("[Network]\n");
    out.append("Address=").append(address.get().address()).append('\n');
    address.get().gateway().ifPresent(gateway -> out.append("Gateway=" + gateway + "\n"));
    address.get().dns().forEach(server -> out.append("DNS=" + server + "\n"));
    return out.toString();
  }

  /**
   * @param key as {@code psk} takes it
   */
  static String supplicant(Wifi wifi, String key) {
    // The name in hexadecimal digits: it may be Chinese, or have quotes.
    String ssid = HexFormat.of().formatHex(wifi.ssid().getBytes(StandardCharsets.UTF_8));
    return HEAD
        + """
        ctrl_interface=DIR=/run/wpa_supplicant GROUP=netdev
        update_config=0
        country=%s
        network={
          scan_ssid=1
          ssid=%s
          key_mgmt=WPA-PSK WPA-PSK-SHA256%s
          ieee80211w=1
          psk=%s
        }
        """
            .formatted(wifi.country(), ssid, key.startsWith("\"") ? " SAE" : "", key);
  }

  static String time(List<String> servers) {
    StringBuilder out = new StringBuilder(HEAD);
    servers.forEach(server -> out.append("server ").append(server).append(" iburst\n"));
    return out.toString();
  }
}
