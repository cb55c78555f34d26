package io.wugan.lab.sensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One check of the gateway. Used by one thread. */
interface SensorCheck {

  /** Where it runs. */
  interface Place {
    /** A fresh folder. */
    Path folder() throws IOException;

    /** In full length. */
    boolean whole();
  }

  /** Its name. */
  String id();

  /** Runs it. */
  List<SensorReport> run(Place place) throws IOException, InterruptedException;
}
