package io.wugan.lab.billing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the back end needs to know. Immutable.
 *
 * @param broker {@code tcp://host:port}
 * @param root topic root, without a slash at its end
 * @param clientId client id at the broker; its session there is kept
 * @param database where the ledger lies
 * @param tariffs prices
 * @param reorderWindow how long an event waits for those before it; as long without progress, a gap
 *     is reported to the edge
 * @param inboxMessages messages that may wait for the ledger. When it is full, further ones are
 *     dropped: the edge has them still and sends them again, since they are not acknowledged
 * @param maxPayloadBytes larger messages are thrown away unread
 */
public record BackendSettings(
    URI broker,
    String root,
    String clientId,
    BillingDatabase database,
    TariffBook tariffs,
    Duration reorderWindow,
    int inboxMessages,
    int maxPayloadBytes) {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public BackendSettings {
    if (root.isEmpty() || root.endsWith("/") || reorderWindow.isNegative()) {
      throw new IllegalArgumentException("root '" + root + "', reorder window " + reorderWindow);
    }
    if (inboxMessages < 1 || maxPayloadBytes < 1) {
      throw new IllegalArgumentException(
          "inbox of " + inboxMessages + " messages of " + maxPayloadBytes + " bytes");
    }
  }

  /**
   * Defaults: {@code billing.db} in a folder, root {@code wugan}, the example tariff, a window of
   * 60 s, messages up to 256 KiB.
   */
  public static BackendSettings of(URI broker, Path data) {
    return of(broker, BillingDatabase.inFolder(data));
  }

  /** The same with a ledger anywhere. */
  public static BackendSettings of(URI broker, BillingDatabase database) {
    return new BackendSettings(
        broker,
        "wugan",
        "wugan-billing",
        database,
        TariffBook.of(Tariff.EXAMPLE),
        Duration.ofSeconds(60),
        500,
        256 * 1024);
  }

  /** With another topic root. */
  public BackendSettings withRoot(String newRoot) {
    return new BackendSettings(
        broker,
        newRoot,
        clientId,
        database,
        tariffs,
        reorderWindow,
        inboxMessages,
        maxPayloadBytes);
  }

  /** With another client id: each back end at one broker needs its own. */
  public BackendSettings withClientId(String newClientId) {
    return new BackendSettings(
        broker,
        root,
        newClientId,
        database,
        tariffs,
        reorderWindow,
        inboxMessages,
        maxPayloadBytes);
  }

  /** With other prices, the same for all. */
  public BackendSettings withTariff(Tariff newTariff) {
    return withTariffs(TariffBook.of(newTariff));
  }

  /** With other prices. */
  public BackendSettings withTariffs(TariffBook newTariffs) {
    return new BackendSettings(
        broker,
        root,
        clientId,
        database,
        newTariffs,
        reorderWindow,
        inboxMessages,
        maxPayloadBytes);
  }

  /** With another reorder window. */
  public BackendSettings withReorderWindow(Duration newWindow) {
    return new BackendSettings(
        broker, root, clientId, database, tariffs, newWindow, inboxMessages, maxPayloadBytes);
  }
}
