package io.wugan.agent.firstboot;

import java.util.List;
import java.util.Optional;

/**
 * What a setup file says; checked.
 *
 * @param site the parking lot, as the cloud knows it
 * @param edge this board, as the cloud knows it
 * @param cloud the way to the cloud
 * @param network how the board is in the network
 * @param timeServers names or addresses; empty for those of the system
 * @param lanes at least one
 * @param page empty for no local page
 * @param keys whose commands and releases the board takes
 */
public record Setup(
    String site,
    String edge,
    Cloud cloud,
    Network network,
    List<String> timeServers,
    List<SetupLane> lanes,
    Optional<Page> page,
    Keys keys) {

  public Setup {
    timeServers = List.copyOf(timeServers);
    lanes = List.copyOf(lanes);
  }

  /**
   * The way to the cloud.
   *
   * @param url of the broker
   * @param enrol base of the EST server; empty where the board has no certificate
   * @param ca text of the authorities' PEM file; empty for those that Java trusts
   * @param claimToken what the certificate is got with
   * @param user login at the broker; empty for none
   * @param password of that login
   */
  public record Cloud(
      String url,
      Optional<String> enrol,
      Optional<String> ca,
      Optional<SetupSecret> claimToken,
      Optional<String> user,
      Optional<SetupSecret> password) {}

  /**
   * How the board is in the network.
   *
   * @param ethernet its fixed address; empty for DHCP
   * @param wifi empty for none
   */
  public record Network(Optional<Address> ethernet, Optional<Wifi> wifi) {}

  /**
   * A fixed address.
   *
   * @param address IPv4 with the length of its prefix, {@code 192.168.1.20/24}
   * @param gateway empty for none
   * @param dns servers of names
   */
  public record Address(String address, Optional<String> gateway, List<String> dns) {
    public Address {
      dns = List.copyOf(dns);
    }
  }

  /**
   * A wireless network.
   *
   * @param ssid its name, 1 to 32 bytes of UTF-8
   * @param password passphrase or key (WPA2, WPA3)
   * @param country ISO 3166-1, two letters: which channels are allowed
   * @param address empty for DHCP
   */
  public record Wifi(
      String ssid, SetupSecret password, String country, Optional<Address> address) {}

  /**
   * A lane and its camera.
   *
   * @param id of the lane
   * @param role ENTRY, EXIT or BIDIRECTIONAL
   * @param kind key of the camera's source: url, device or file
   * @param source value of that key
   * @param login of the camera; empty for none
   */
  public record SetupLane(
      String id, String role, String kind, String source, Optional<Login> login) {}

  /**
   * A login at a camera.
   *
   * @param user its name
   * @param password its password
   */
  public record Login(String user, SetupSecret password) {}

  /**
   * The local page.
   *
   * @param listen where it is served: an interface or an address
   * @param code twelve letters and digits with which its first user comes in; empty: the board
   *     makes a code, which its screen shows
   */
  public record Page(String listen, Optional<SetupSecret> code) {}

  /**
   * Public keys, texts of PEM files.
   *
   * @param commands whose commands are obeyed; empty for nobody's
   * @param releases whose releases are installed; empty for nobody's
   */
  public record Keys(Optional<String> commands, Optional<String> releases) {}
}
