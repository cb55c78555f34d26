package io.wugan.lab.sensor;

import io.wugan.core.bay.BayState;
import io.wugan.core.bay.Occupancy;
import io.wugan.devices.coap.bay.BayGatewaySettings.Rate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Whether clients that are not ours are understood, and those with wrong keys are not. */
final class ForeignClients implements SensorCheck {

  private static final String REPORT = "{\"seq\":%d,\"occupied\":%b,\"batteryPct\":81}";

  @Override
  public String id() {
    return "S1";
  }

  @Override
  public List<SensorReport> run(Place place) throws IOException, InterruptedException {
    List<SensorReport> reports = new ArrayList<>();
    for (String name : List.of("coap-client-openssl", "coap-client-gnutls")) {
      Optional<LibcoapClient> client = LibcoapClient.find(name);
      if (client.isEmpty()) {
        reports.add(missing(name));
        continue;
      }
      try (GatewayLot lot = new GatewayLot(place.folder(), 3, new Rate(600, 100))) {
        reports.add(report(lot, client.get()));
        reports.add(observe(lot, client.get()));
        reports.add(refuse(lot, client.get()));
      }
    }
    return reports;
  }

  private SensorReport missing(String name) {
    return new SensorReport(
        id(), "looked for " + name, "not installed", "apt-get install libcoap3-bin", false);
  }

  private SensorReport report(GatewayLot lot, LibcoapClient client)
      throws IOException, InterruptedException {
    String key = GatewayLot.textKey("s0");
    String put =
        client.ask(
            lot.address(),
            "bays/s0",
            "s0",
            key,
            "-m",
            "put",
            "-t",
            "50",
            "-e",
            REPORT.formatted(1, true));
    String get = client.ask(lot.address(), "bays/s0", "s0", key);
    boolean passed =
        put.isEmpty()
            && get.contains("\"state\":\"OCCUPIED\"")
            && lot.board()
                .find("s0")
                .map(BayState::occupancy)
                .equals(Optional.of(Occupancy.OCCUPIED));
    return new SensorReport(
        id(),
        client.name() + ": PUT and GET of its own bay over DTLS-PSK",
        get,
        "state OCCUPIED",
        passed);
  }

  private SensorReport observe(GatewayLot lot, LibcoapClient client)
      throws IOException, InterruptedException {
    CompletableFuture<String> watching =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.ask(
                    lot.address(),
                    "bays/s1",
                    GatewayLot.PHONE,
                    GatewayLot.textKey(GatewayLot.PHONE),
                    "-s",
                    "8",
                    "-w");
              } catch (IOException | InterruptedException failed) {
                throw new CompletionException(failed);
              }
            });
    Waiting.until(() -> lot.stats().handshakes() >= 3, 5);
    for (int seq = 1; seq <= 3; seq++) {
      client.ask(
          lot.address(),
          "bays/s1",
          "s1",
          GatewayLot.textKey("s1"),
          "-m",
          "put",
          "-t",
          "50",
          "-e",
          REPORT.formatted(seq, seq % 2 == 1));
      Waiting.seconds(1.2);
    }
    String told = watching.join();
    long changes = told.lines().filter(line -> line.contains("\"state\"")).count();
    return new SensorReport(
        id(),
        client.name() + ": observes a bay whose vehicle comes, goes and comes",
        changes + " words on it",
        "4: as it was, and each change",
        changes == 4);
  }

  private SensorReport refuse(GatewayLot lot, LibcoapClient client)
      throws IOException, InterruptedException {
    String[] put = {"-m", "put", "-t", "50", "-B", "4", "-e", REPORT.formatted(9, true)};
    client.ask(lot.address(), "bays/s2", "s2", "a-key-that-is-wr", put);
    client.ask(lot.address(), "bays/s2", "nobody", GatewayLot.textKey("s2"), put);
    String others = client.ask(lot.address(), "bays/s2", "s1", GatewayLot.textKey("s1"), put);
    String plain =
        LibcoapClient.find("coap-client-notls").isPresent()
            ? LibcoapClient.find("coap-client-notls")
                .get()
                .askPlainly(lot.address(), "bays/s2", put)
            : "";
    boolean untouched =
        lot.board().find("s2").map(BayState::occupancy).equals(Optional.of(Occupancy.UNKNOWN));
    return new SensorReport(
        id(),
        client.name()
            + ": PUT with a wrong key, an unknown identity, the key of another sensor, without DTLS",
        "bay untouched: " + untouched + "; other sensor: " + others + "; plain: '" + plain + "'",
        "untouched; 4.03; nothing",
        untouched && others.contains("4.03"));
  }
}
