package io.wugan.devices.coap.bay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.wugan.core.bay.BayReport;
import io.wugan.core.device.DeviceException;
import io.wugan.devices.coap.CoapNode;
import io.wugan.devices.coap.CoapSettings;
import io.wugan.devices.coap.CoapSettings.Limits;
import io.wugan.devices.coap.CoapSettings.Security;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;

/**
 * A bay sensor that is none: speaks as one does, over a real socket. Confined to one thread at a
 * time.
 */
public final class SimulatedBaySensor implements AutoCloseable {

  private static final Limits LIMITS = new Limits(4, 1, 8192, 1000, 100);
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String id;
  private final InetSocketAddress gateway;
  private final CoapNode node;

  private SimulatedBaySensor(String id, InetSocketAddress gateway, CoapNode node) {
    this.id = id;
    this.gateway = gateway;
    this.node = node;
  }

  /**
   * Switches one on.
   *
   * @param id its name and the identity of its key
   * @param keys file with its key; empty for plain CoAP
   * @throws IOException if the keys cannot be read
   */
  public static SimulatedBaySensor start(String id, Optional<Path> keys, InetSocketAddress gateway)
      throws IOException {
    InetSocketAddress any = new InetSocketAddress(0);
    CoapSettings settings =
        keys.map(file -> CoapSettings.secure("sensor", any, Security.client(file, id), LIMITS))
            .orElseGet(() -> CoapSettings.plain("sensor", any, LIMITS));
    CoapNode node = CoapNode.of(settings);
    node.start();
    return new SimulatedBaySensor(id, gateway, node);
  }

  /**
   * Reports, and waits for the answer.
   *
   * @return the answer's code, such as {@code 2.04}
   * @throws DeviceException if there is no answer within the limit
   */
  public String report(BayReport report, Duration limit)
      throws DeviceException, InterruptedException {
    Request request = Request.newPut();
    request.getOptions().setUriPath("bays/" + id);
    request.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_JSON);
    request.setPayload(json(report));
    return node.call(gateway, request, limit).getCode().text;
  }

  private static byte[] json(BayReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      if (report.boot().isPresent()) {
        out.writeNumberField("boot", report.boot().getAsLong());
      }
      out.writeNumberField("seq", report.seq());
      out.writeBooleanField("occupied", report.occupied());
      write(out, "age", report.ageSeconds());
      write(out, "batteryPct", report.batteryPercent());
      write(out, "batteryMv", report.batteryMillivolts());
      write(out, "rssi", report.rssiDbm());
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes what is written", impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, String name, OptionalInt value) throws IOException {
    if (value.isPresent()) {
      out.writeNumberField(name, value.getAsInt());
    }
  }

  /** Switches it off. */
  @Override
  public void close() throws IOException {
    node.close();
  }
}
