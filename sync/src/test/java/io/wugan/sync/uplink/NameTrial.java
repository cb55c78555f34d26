package io.wugan.sync.uplink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A process of its own that connects to a broker once for each line it is told. */
final class NameTrial {

  private NameTrial() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    PahoTransport transport =
        new PahoTransport(
            new MqttSettings(args[0], "name-trial", Optional.empty(), Optional.empty(), "pk1"));
    MqttOpening opening = new MqttOpening(List.of("s/e/dn/ack"), Optional.empty());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      try {
        transport.connect(opening, new Inbox(), Duration.ofSeconds(3)).leave(Duration.ofSeconds(1));
        System.out.println("connected");
      } catch (TransportException failed) {
        System.out.println(failed.getMessage());
      }
    }
  }
}
