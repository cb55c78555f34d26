package io.wugan.lab.proof.sister;

import java.util.Locale;

/** Where something of the lot stands. */
enum Place {
  /** The board that keeps the lot, with an exit lane of its own. */
  OFFICE(1),
  /** The board at the entry. */
  GATE_IN(2),
  /** The board at the exit. */
  GATE_OUT(3),
  /** Broker and billing back end. */
  CLOUD(9);

  // RFC 2544 sets 198.18.0.0/15 aside for trials of networks: nobody's real network has it.
  private static final String LOT = "198.18.0.";
  private static final String LANES = "198.19.";

  private final int number;

  Place(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  boolean isBoard() {
    return this != CLOUD;
  }

  /** Edge id of the board, and the end of the namespace's name. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String namespace() {
    return "wugan-" + id();
  }

  /** In the lot's network. */
  String address() {
    return LOT + number;
  }

  /** Of the camera and the panel of its lane, which this program plays. */
  String laneAddress() {
    return LANES + number + ".1";
  }

  /** Of the board, on its lane's own line. */
  String laneBoardAddress() {
    return LANES + number + ".2";
  }

  /** Id of its lane. */
  String lane() {
    return id() + "-lane";
  }

  /** Whether vehicles come in here. */
  boolean isEntry() {
    return this == GATE_IN;
  }
}
