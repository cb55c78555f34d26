package io.wugan.lab.network;

import io.wugan.lab.broker.Broker;
import io.wugan.sync.uplink.MqttVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One row of the table of faults. */
interface NetworkFault {

  /** Its number, {@code F5}. */
  String id();

  /** What it needs to happen in. */
  interface Place {
    /** A broker of its own, with these lines more in its configuration where it has one. */
    Broker broker(List<String> configuration);

    /** An empty folder. */
    Path folder() throws IOException;

    /** What the board speaks. */
    MqttVersion mqtt();

    /** Whether it may take minutes. */
    boolean whole();
  }

  /**
   * Lets it happen; a row for each thing that was looked at.
   *
   * @throws FaultNotSurvivedException if something is lost, doubled or not over in time
   */
  List<FaultReport> happen(Place place) throws IOException, InterruptedException;
}
