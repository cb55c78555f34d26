package io.wugan.devices.coap.bay;

import io.wugan.core.bay.BayBoard;
import io.wugan.core.bay.BayBoard.Outcome;
import io.wugan.core.bay.BayReport;
import io.wugan.core.bay.BayState;
import io.wugan.core.time.LotClock;
import io.wugan.devices.coap.RateLimit;
import java.util.Optional;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.jspecify.annotations.Nullable;

/** {@code /bays/SENSOR}: its sensor puts reports there, a handheld looks at it. Thread-safe. */
final class SensorResource extends CoapResource {

  private static final int MOST_BYTES = 256;
  private static final long NANOS = 1_000_000_000L;

  private final BayBoard board;
  private final LotClock clock;
  private final Access access;
  private final RateLimit reports; // guarded by itself
  private volatile @Nullable BayState told;

  /**
   * @param id of the sensor, and the identity that may write
   */
  SensorResource(
      String id, BayBoard board, LotClock clock, Access access, BayGatewaySettings.Rate rate) {
    super(id);
    this.board = board;
    this.clock = clock;
    this.access = access;
    this.reports = new RateLimit(1, rate.perMinute() / 60.0, rate.burst());
    this.told = board.find(id).orElse(null);
    setVisible(false); // 500 of them would fill the list of what there is
    setObservable(true);
    setObserveType(CoAP.Type.CON);
  }

  @Override
  public void handlePUT(CoapExchange exchange) {
    if (!access.isOwn(exchange, getName())) {
      return;
    }
    long wait = takeTurn();
    if (wait > 0) {
      exchange.respondClientOverload((int) Math.max(1, (wait + NANOS - 1) / NANOS));
      return;
    }
    if (exchange.getRequestPayloadSize() > MOST_BYTES) {
      exchange.respond(
          ResponseCode.REQUEST_ENTITY_TOO_LARGE, "a report has at most " + MOST_BYTES + " bytes");
      return;
    }
    take(exchange);
  }

  @Override
  public void handlePOST(CoapExchange exchange) {
    handlePUT(exchange);
  }

  private long takeTurn() {
    synchronized (reports) {
      return reports.take(0, System.nanoTime());
    }
  }

  private void take(CoapExchange exchange) {
    try {
      Optional<BayReport> report = read(exchange);
      if (report.isEmpty()) {
        exchange.respond(
            ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
            "application/json (50) or application/cbor (60) is wanted");
        return;
      }
      Outcome outcome = board.report(getName(), report.get(), clock.now());
      if (outcome == Outcome.UNKNOWN_SENSOR) {
        exchange.respond(ResponseCode.NOT_FOUND);
        return;
      }
      // The same answer to a repetition, so that it does not matter which of the two got lost.
      exchange.respond(ResponseCode.CHANGED);
    } catch (MalformedReportException malformed) {
      exchange.respond(ResponseCode.BAD_REQUEST, String.valueOf(malformed.getMessage()));
    }
  }

  private static Optional<BayReport> read(CoapExchange exchange) throws MalformedReportException {
    byte[] payload = exchange.getRequestPayload();
    int format =
        exchange.getRequestOptions().hasContentFormat()
            ? exchange.getRequestOptions().getContentFormat()
            : guess(payload);
    return switch (format) {
      case MediaTypeRegistry.APPLICATION_JSON -> Optional.of(JsonReport.read(payload));
      case MediaTypeRegistry.APPLICATION_CBOR -> Optional.of(CborReport.read(payload));
      default -> Optional.empty();
    };
  }

  // A map of CBOR begins with 0xA0 to 0xBF, which no JSON does.
  private static int guess(byte[] payload) {
    boolean map = payload.length > 0 && (payload[0] & 0xE0) == 0xA0;
    return map ? MediaTypeRegistry.APPLICATION_CBOR : MediaTypeRegistry.APPLICATION_JSON;
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    if (!access.mayRead(exchange, getName()) || !Access.wantsJson(exchange)) {
      return;
    }
    Optional<BayState> state = board.find(getName());
    if (state.isEmpty()) {
      exchange.respond(ResponseCode.NOT_FOUND);
      return;
    }
    exchange.respond(
        ResponseCode.CONTENT, BayJson.one(state.get()), MediaTypeRegistry.APPLICATION_JSON);
  }

  /**
   * Tells those who observe it, if something has changed.
   *
   * @return whether something has
   */
  boolean tellChange() {
    BayState now = board.find(getName()).orElse(null);
    BayState before = told;
    told = now;
    boolean changed =
        now != null
            && before != null
            && (now.occupancy() != before.occupancy() || now.lost() != before.lost());
    if (changed && getObserverCount() > 0) {
      changed();
    }
    return changed;
  }
}
