package io.wugan.devices.coap.bay;

import io.wugan.core.bay.BayBoard;
import io.wugan.core.bay.BaySensor;
import io.wugan.core.time.LotClock;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;

/** {@code /bays}: all of them, for a handheld; below it a resource for each sensor. Thread-safe. */
final class BaysResource extends CoapResource {

  private final BayGatewaySettings settings;
  private final BayBoard board;
  private final LotClock clock;
  private final Access access;
  private final Supplier<Set<String>> identities;

  /**
   * @param identities who has a key now
   */
  BaysResource(
      BayGatewaySettings settings,
      BayBoard board,
      LotClock clock,
      Access access,
      Supplier<Set<String>> identities) {
    super("bays");
    this.settings = settings;
    this.board = board;
    this.clock = clock;
    this.access = access;
    this.identities = identities;
    getAttributes().addResourceType("wugan.bays");
    getAttributes().addContentType(MediaTypeRegistry.APPLICATION_JSON);
    getAttributes().setObservable();
    setObservable(true);
    setObserveType(CoAP.Type.CON);
    settings.sensors().forEach(this::addSensor);
  }

  private boolean addSensor(BaySensor sensor) {
    if (!board.add(sensor, clock.now())) {
      return false;
    }
    add(new SensorResource(sensor.id(), board, clock, access, settings.reports()));
    return true;
  }

  @Override
  public @Nullable Resource getChild(String name) {
    Resource known = super.getChild(name);
    return known == null && admit(name) ? super.getChild(name) : known;
  }

  // Only whoever has a key of its own, so that there is an end to it.
  private synchronized boolean admit(String name) {
    return super.getChild(name) != null
        || (settings.admission().unlisted()
            && BaySensor.isId(name)
            && BaySensor.isBay(name)
            && !settings.admission().readers().contains(name)
            && identities.get().contains(name)
            && addSensor(new BaySensor(name, name, settings.admission().interval())));
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    if (access.mayReadAll(exchange) && Access.wantsJson(exchange)) {
      exchange.respond(
          ResponseCode.CONTENT, BayJson.all(board.states()), MediaTypeRegistry.APPLICATION_JSON);
    }
  }

  /** Tells those who observe it or a sensor of it what has changed. */
  void tellChanges() {
    boolean changed = false;
    for (Resource child : getChildren()) {
      if (child instanceof SensorResource sensor) {
        changed |= sensor.tellChange();
      }
    }
    if (changed && getObserverCount() > 0) {
      changed();
    }
  }
}
