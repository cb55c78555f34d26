package io.wugan.lab.proof.sister;

import io.wugan.lab.process.ShortProgram;
import io.wugan.lab.proof.ProofException;
import java.io.IOException;
import java.util.List;

/**
 * The lot's network: a namespace for each place, joined by a bridge in a namespace of its own, and
 * for each board a second line to its lane's camera and panel, which this program plays. The lines
 * of the lanes go on when a board is cut off the lot. Everything is called {@code wugan-*}. Needs
 * root. Used by one thread.
 *
 * <pre>
 * wugan-office ──┐                 every board ── lane0 ══ wugan-lN ── this program
 * wugan-gate-in ─┤
 *                ├─ wugan-lot (bridge)      198.18.0.N: the lot    198.19.N.2: a board's lane
 * wugan-gate-out ┤
 * wugan-cloud ───┘
 * </pre>
 */
final class LotNetwork implements AutoCloseable {

  private static final String LOT = "wugan-lot";
  private static final String PREFIX = "wugan-";

  private LotNetwork() {}

  /** Makes it, after removing what an earlier run has left. */
  static LotNetwork make() {
    removeAll();
    LotNetwork network = new LotNetwork();
    boolean made = false;
    try {
      network.build();
      made = true;
      return network;
    } finally {
      if (!made) {
        removeAll();
      }
    }
  }

  private void build() {
    run("ip netns add " + LOT);
    inside(LOT, "ip link add br0 type bridge");
    inside(LOT, "ip link set br0 up");
    for (Place place : Place.values()) {
      String name = place.namespace();
      String port = port(place);
      run("ip netns add " + name);
      run("ip link add %s netns %s type veth peer name eth0 netns %s".formatted(port, LOT, name));
      inside(LOT, "ip link set " + port + " master br0 up");
      inside(name, "ip link set lo up");
      inside(name, "ip address add " + place.address() + "/24 dev eth0");
      inside(name, "ip link set eth0 up");
      if (place.isBoard()) {
        lane(place, name);
      }
    }
  }

  private static void lane(Place place, String name) {
    String line = laneLine(place);
    run("ip link add %s type veth peer name lane0 netns %s".formatted(line, name));
    run("ip address add %s/30 dev %s".formatted(place.laneAddress(), line));
    run("ip link set " + line + " up");
    inside(name, "ip address add " + place.laneBoardAddress() + "/30 dev lane0");
    inside(name, "ip link set lane0 up");
  }

  private static String port(Place place) {
    return PREFIX + "p" + place.number();
  }

  private static String laneLine(Place place) {
    return PREFIX + "l" + place.number();
  }

  /** Pulls the cable between a place and the lot's switch; its lane's own line stays. */
  void cut(Place place) {
    inside(LOT, "ip link set " + port(place) + " down");
  }

  /** Plugs it in again. */
  void mend(Place place) {
    inside(LOT, "ip link set " + port(place) + " up");
  }

  /** The command that runs another one at a place. */
  static List<String> at(Place place) {
    return List.of("ip", "netns", "exec", place.namespace());
  }

  private static void inside(String namespace, String line) {
    run("ip netns exec " + namespace + " " + line);
  }

  private static void run(String line) {
    ShortProgram.Result result = attempt(line);
    if (!result.isGood()) {
      throw new ProofException(
          "'%s' fails: %s (root is needed, and a kernel with network namespaces, veth and bridge)"
              .formatted(line, result.said()));
    }
  }

  private static ShortProgram.Result attempt(String line) {
    try {
      return ShortProgram.run(line);
    } catch (IOException absent) {
      throw new ProofException("'" + line + "' cannot be run (Debian package iproute2)", absent);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ProofException("interrupted", stopped);
    }
  }

  // A namespace lives as long as a process in it: those are of an earlier run that was killed.
  private static void removeAll() {
    for (Place place : Place.values()) {
      attempt("ip netns pids " + place.namespace())
          .said()
          .lines()
          .map(String::strip)
          .filter(pid -> pid.matches("\\d+"))
          .forEach(
              pid ->
                  ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
      if (place.isBoard()) {
        attempt("ip link del " + laneLine(place));
      }
      attempt("ip netns del " + place.namespace());
    }
    attempt("ip netns del " + LOT);
  }

  /** Removes it, with whatever still runs in it. Idempotent. */
  @Override
  public void close() {
    removeAll();
  }
}
