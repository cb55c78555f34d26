package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Addresses of the board and the way out. */
final class NetworkCheck implements Check {

  private static final Bilingual CABLE =
      new Bilingual(
          "Look at cable, switch and DHCP, or set a fixed address and gateway.",
          "检查网线、交换机与 DHCP，或设置固定 IP 与网关。");

  @Override
  public String id() {
    return "network";
  }

  @Override
  public List<Finding> look(DoctorContext context) throws IOException {
    List<String> up = new ArrayList<>();
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (each.isUp() && !each.isLoopback()) {
        each.getInterfaceAddresses().stream()
            .map(address -> address.getAddress())
            .filter(address -> !address.isLinkLocalAddress())
            .forEach(address -> up.add(each.getName() + " " + address.getHostAddress()));
      }
    }
    Finding.Subject addresses =
        Finding.of(id(), "", "addresses", "本机地址").wanted("at least one", "至少一个");
    List<Finding> findings = new ArrayList<>();
    findings.add(
        up.isEmpty()
            ? addresses.fault(new Bilingual("none", "无"), CABLE)
            : addresses.ok(String.join(", ", up)));
    findings.add(route(context.folders().proc().resolve("net/route")));
    return findings;
  }

  // proc(5), net/route: interface, destination, gateway in hexadecimal digits.
  private Finding route(Path file) throws IOException {
    Finding.Subject route =
        Finding.of(id(), "", "way out (default route)", "默认路由").wanted("there", "具备");
    if (!Files.isReadable(file)) {
      return route.untested("this system does not tell", "系统未提供");
    }
    return Files.readAllLines(file).stream()
        .map(line -> line.split("\\s+", -1))
        .filter(words -> words.length > 2 && words[1].equals("00000000"))
        .findFirst()
        .map(words -> route.ok(words[0]))
        .orElseGet(
            () ->
                route.warning(
                    new Bilingual("none: only this network is reached", "无：只能访问本网段"), CABLE));
  }
}
