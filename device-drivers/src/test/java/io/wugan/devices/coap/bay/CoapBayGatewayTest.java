package io.wugan.devices.coap.bay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.core.bay.BayBoard;
import io.wugan.core.bay.BayReport;
import io.wugan.core.bay.BayRules;
import io.wugan.core.bay.BaySensor;
import io.wugan.core.bay.BayState;
import io.wugan.core.bay.Occupancy;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.devices.coap.CloseAll;
import io.wugan.devices.coap.CoapNode;
import io.wugan.devices.coap.CoapSettings;
import io.wugan.devices.coap.CoapSettings.Limits;
import io.wugan.devices.coap.CoapSettings.Security;
import io.wugan.devices.coap.TestKeys;
import io.wugan.devices.coap.bay.BayGatewaySettings.Admission;
import io.wugan.devices.coap.bay.BayGatewaySettings.Rate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoapBayGatewayTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Limits CLIENT = new Limits(16, 1, 65_536, 10_000, 1000);
  private static final BayRules RULES = new BayRules(Duration.ZERO, 3, 15, 0);

  @TempDir Path folder;
  private final CloseAll closing = new CloseAll();
  private final Map<String, Boolean> health = new ConcurrentHashMap<>();
  private final LotClock clock = new SystemLotClock(() -> true);
  private final BayBoard board =
      new BayBoard(RULES, (kind, place, wrong, detail) -> health.put(kind + " " + place, wrong));

  @AfterEach
  void stop() throws IOException {
    closing.close();
  }

  private CoapBayGateway start(List<BaySensor> sensors, Admission admission, Rate rate)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    List<String> names = new ArrayList<>(List.of("s1", "s2", "new1", "phone"));
    for (int i = 0; i < names.size(); i++) {
      lines.append(names.get(i)).append(' ').append(TestKeys.hex(i)).append('\n');
    }
    Path keys = TestKeys.write(folder.resolve("bays.psk"), lines.toString());
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    BayGatewaySettings settings =
        new BayGatewaySettings(any, Optional.of(keys), sensors, admission, RULES, rate);
    CoapBayGateway gateway =
        CoapBayGateway.start(
            settings,
            board,
            folder.resolve("sessions"),
            clock,
            (kind, place, wrong, detail) -> health.put(kind + " " + place, wrong));
    closing.add(gateway::close);
    return gateway;
  }

  private CoapBayGateway start() throws IOException {
    return start(
        List.of(sensor("s1", "A-01"), sensor("s2", "A-02")),
        new Admission(false, Duration.ofMinutes(5), Set.of("phone")),
        new Rate(600, 100));
  }

  private static BaySensor sensor(String id, String bay) {
    return new BaySensor(id, bay, Duration.ofMinutes(5));
  }

  private CoapNode device(String identity) throws IOException {
    Security security = Security.client(folder.resolve("bays.psk"), identity);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    CoapNode node = CoapNode.of(CoapSettings.secure(identity, any, security, CLIENT));
    closing.add(node);
    node.start();
    return node;
  }

  private static Request to(Request request, String path) {
    request.getOptions().setUriPath(path);
    return request;
  }

  private static Request put(String path, String payload) {
    return to(Request.newPut(), path).setPayload(payload);
  }

  private static String report(long seq, boolean occupied) {
    return "{\"seq\":" + seq + ",\"occupied\":" + occupied + "}";
  }

  @Test
  void report_changesItsBay_andARepetitionIsAnsweredAlike() throws Exception {
    CoapBayGateway gateway = start();
    CoapNode s1 = device("s1");

    Response first = s1.call(gateway.address(), put("bays/s1", report(1, true)), LIMIT);
    Response again = s1.call(gateway.address(), put("bays/s1", report(1, true)), LIMIT);

    assertThat(first.getCode()).isEqualTo(ResponseCode.CHANGED);
    assertThat(again.getCode()).isEqualTo(ResponseCode.CHANGED);
    assertThat(board.find("s1").map(BayState::occupancy)).contains(Occupancy.OCCUPIED);
    assertThat(board.takeChanged(10)).hasSize(1);
  }

  @Test
  void sensor_mayWriteItsOwnBayOnly_andReadItsOwn() throws Exception {
    CoapBayGateway gateway = start();
    CoapNode s2 = device("s2");

    assertThat(s2.call(gateway.address(), put("bays/s1", report(1, true)), LIMIT).getCode())
        .isEqualTo(ResponseCode.FORBIDDEN);
    assertThat(s2.call(gateway.address(), to(Request.newGet(), "bays"), LIMIT).getCode())
        .isEqualTo(ResponseCode.FORBIDDEN);
    assertThat(s2.call(gateway.address(), to(Request.newGet(), "bays/s2"), LIMIT).getCode())
        .isEqualTo(ResponseCode.CONTENT);
    assertThat(board.find("s1").map(BayState::occupancy)).contains(Occupancy.UNKNOWN);
  }

  @Test
  void unknownSensor_isNotFound_unlessUnlistedOnesAreAdmitted() throws Exception {
    CoapBayGateway gateway = start();
    CoapNode stranger = device("new1");

    assertThat(stranger.call(gateway.address(), put("bays/new1", report(1, true)), LIMIT).getCode())
        .isEqualTo(ResponseCode.NOT_FOUND);
  }

  @Test
  void unlistedSensor_isAdmittedByItsKey_whereThatIsSaid() throws Exception {
    Admission open = new Admission(true, Duration.ofMinutes(5), Set.of("phone"));
    CoapBayGateway gateway = start(List.of(), open, new Rate(600, 100));

    assertThat(
            device("new1")
                .call(gateway.address(), put("bays/new1", report(1, true)), LIMIT)
                .getCode())
        .isEqualTo(ResponseCode.CHANGED);
    assertThat(
            device("s1")
                .call(gateway.address(), put("bays/nokey", report(1, true)), LIMIT)
                .getCode())
        .isEqualTo(ResponseCode.NOT_FOUND);
    assertThat(board.find("new1")).isPresent();
  }

  @Test
  void wrongReports_areRefused_withWhatIsWrong() throws Exception {
    CoapBayGateway gateway = start();
    CoapNode s1 = device("s1");

    Response noOccupied = s1.call(gateway.address(), put("bays/s1", "{\"seq\":1}"), LIMIT);
    Request text = put("bays/s1", "1,1");
    text.getOptions().setContentFormat(MediaTypeRegistry.TEXT_PLAIN);
    Response wrongFormat = s1.call(gateway.address(), text, LIMIT);
    Response tooLong =
        s1.call(gateway.address(), put("bays/s1", " ".repeat(300) + report(1, true)), LIMIT);
    Response huge = s1.call(gateway.address(), put("bays/s1", " ".repeat(60_000)), LIMIT);

    assertThat(noOccupied.getCode()).isEqualTo(ResponseCode.BAD_REQUEST);
    assertThat(noOccupied.getPayloadString()).contains("occupied is wanted");
    assertThat(wrongFormat.getCode()).isEqualTo(ResponseCode.UNSUPPORTED_CONTENT_FORMAT);
    assertThat(tooLong.getCode()).isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
    assertThat(huge.getCode()).isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
  }

  @Test
  void tooManyReports_areAnsweredWithWhenToComeAgain() throws Exception {
    CoapBayGateway gateway = start(List.of(sensor("s1", "A-01")), Admission.NONE, new Rate(6, 2));
    CoapNode s1 = device("s1");
    s1.call(gateway.address(), put("bays/s1", report(1, true)), LIMIT);
    s1.call(gateway.address(), put("bays/s1", report(2, true)), LIMIT);

    Response third = s1.call(gateway.address(), put("bays/s1", report(3, true)), LIMIT);

    assertThat(third.getCode()).isEqualTo(ResponseCode.TOO_MANY_REQUESTS);
    assertThat(third.getOptions().getMaxAge()).isBetween(1L, 10L);
  }

  @Test
  void handheld_seesAllBays_500OfThem_andIsToldOfChanges() throws Exception {
    List<BaySensor> sensors = new ArrayList<>(List.of(sensor("s1", "A-01")));
    for (int i = 1; i < BayBoard.MOST; i++) {
      sensors.add(sensor("sensor-" + i, "B-" + i));
    }
    CoapBayGateway gateway =
        start(
            sensors,
            new Admission(false, Duration.ofMinutes(5), Set.of("phone")),
            new Rate(600, 100));
    CoapNode phone = device("phone");
    List<String> told = new ArrayList<>();
    phone.observe(
        gateway.address(),
        to(Request.newGet(), "bays/s1"),
        response -> {
          synchronized (told) {
            told.add(response.getPayloadString());
          }
        });
    await().atMost(LIMIT).until(() -> told(told).contains("UNKNOWN"));

    Response all = phone.call(gateway.address(), to(Request.newGet(), "bays"), LIMIT);
    device("s1").call(gateway.address(), put("bays/s1", report(1, true)), LIMIT);

    assertThat(all.getPayloadString()).startsWith("[{\"sensor\":\"s1\"").endsWith("}]");
    assertThat(all.getPayloadString().split("\"sensor\"", -1)).hasSize(BayBoard.MOST + 1);
    await().atMost(LIMIT).until(() -> told(told).contains("OCCUPIED"));
  }

  private static String told(List<String> told) {
    synchronized (told) {
      return String.join(" ", told);
    }
  }

  @Test
  void wellKnownCore_saysWhatThereIs() throws Exception {
    CoapBayGateway gateway = start();

    Response response =
        device("s1").call(gateway.address(), to(Request.newGet(), ".well-known/core"), LIMIT);

    assertThat(response.getOptions().getContentFormat())
        .isEqualTo(MediaTypeRegistry.APPLICATION_LINK_FORMAT);
    assertThat(response.getPayloadString())
        .contains("</bays>", "rt=\"wugan.bays\"", "</rd>", "rt=\"core.rd\"", "</rd-lookup/ep>")
        .doesNotContain("/bays/s1");
  }

  @Test
  void directory_registersUpdatesLooksUpAndRemoves() throws Exception {
    CoapBayGateway gateway = start();
    CoapNode s1 = device("s1");
    CoapNode phone = device("phone");
    Request register = to(Request.newPost(), "rd").setPayload("</t>;rt=\"temp\",</b>");
    register.getOptions().setUriQuery("ep=s1&lt=120&base=coaps://10.0.0.9:5684");
    register.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_LINK_FORMAT);

    Response registered = s1.call(gateway.address(), register, LIMIT);
    String location = registered.getOptions().getLocationPathString();
    Response resources = phone.call(gateway.address(), lookup("res", "rt=temp"), LIMIT);
    Response endpoints = phone.call(gateway.address(), lookup("ep", "ep=s1"), LIMIT);
    Response others =
        device("s2").call(gateway.address(), to(Request.newDelete(), location), LIMIT);
    Response updated = s1.call(gateway.address(), to(Request.newPost(), location), LIMIT);
    Response removed = s1.call(gateway.address(), to(Request.newDelete(), location), LIMIT);
    Response gone = s1.call(gateway.address(), to(Request.newPost(), location), LIMIT);

    assertThat(registered.getCode()).isEqualTo(ResponseCode.CREATED);
    assertThat(resources.getPayloadString()).isEqualTo("<coaps://10.0.0.9:5684/t>;rt=\"temp\"");
    assertThat(endpoints.getPayloadString()).contains("ep=\"s1\"", "</" + location + ">");
    assertThat(others.getCode()).isEqualTo(ResponseCode.FORBIDDEN);
    assertThat(updated.getCode()).isEqualTo(ResponseCode.CHANGED);
    assertThat(removed.getCode()).isEqualTo(ResponseCode.DELETED);
    assertThat(gone.getCode()).isEqualTo(ResponseCode.NOT_FOUND);
  }

  private static Request lookup(String what, String query) {
    Request request = to(Request.newGet(), "rd-lookup/" + what);
    request.getOptions().setUriQuery(query);
    return request;
  }

  @Test
  void simulatedSensor_reports() throws Exception {
    CoapBayGateway gateway = start();
    SimulatedBaySensor sensor =
        SimulatedBaySensor.start("s2", Optional.of(folder.resolve("bays.psk")), gateway.address());
    closing.add(sensor::close);

    assertThat(sensor.report(BayReport.of(1, true), LIMIT)).isEqualTo("2.04");
    assertThat(board.count(Occupancy.OCCUPIED)).isEqualTo(1);
  }
}
