package io.wugan.sync.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the library for MQTT 5. Its callbacks run on the library's threads and only pass
 * on; whatever they throw would kill the connection without a word.
 */
final class Paho5Connection implements MqttConnection, MqttCallback {

  /** Shorter packets than this a broker must take. */
  static final int LEAST_PACKET = 2 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Paho5Connection.class);

  /**
   * Bytes of a PUBLISH beside root and payload, at most: header, the rest of the topic, packet
   * identifier, properties.
   */
  private static final int ENVELOPE = 256;

  private final MqttAsyncClient client;
  private final String prefix;
  private final MqttListener listener;
  private final Runnable abandon;
  private BrokerLimits limits = BrokerLimits.UNKNOWN;
  private boolean retains = true;

  Paho5Connection(MqttAsyncClient client, String root, MqttListener listener, Runnable abandon) {
    this.client = client;
    this.prefix = root + "/";
    this.listener = listener;
    this.abandon = abandon;
  }

  /** The broker has taken the connection under these terms. */
  void accept(Connack terms) {
    // One place is left free, so that the library's own count never refuses a message.
    int inFlight = Math.max(1, terms.receiveMaximum() - 1);
    long payload = terms.maximumPacket() - prefix.length() - ENVELOPE;
    limits = new BrokerLimits(inFlight, (int) Math.min(Integer.MAX_VALUE, Math.max(1, payload)));
    retains = terms.retainAvailable();
  }

  @Override
  public BrokerLimits limits() {
    return limits;
  }

  @Override
  public MqttVersion version() {
    return MqttVersion.V5;
  }

  /** In the library's form; retained only where the broker can. */
  static MqttMessage message(Publication from, boolean retains) {
    MqttProperties properties = new MqttProperties();
    properties.setContentType(from.properties().contentType());
    from.properties()
        .expiry()
        .ifPresent(expiry -> properties.setMessageExpiryInterval(expiry.toSeconds()));
    from.properties()
        .correlation()
        .ifPresent(
            request -> properties.setCorrelationData(request.getBytes(StandardCharsets.UTF_8)));
    return new MqttMessage(from.payload(), from.qos(), from.retained() && retains, properties);
  }

  @Override
  public void publish(Publication message, long token) throws TransportException {
    int length = message.payload().length;
    if (length > limits.payloadBytes()) {
      listener.refused(
          token,
          true,
          "a message of %d bytes on %s is longer than the broker takes, which is %d"
              .formatted(length, message.topic(), limits.payloadBytes()));
      return;
    }
    try {
      client.publish(prefix + message.topic(), message(message, retains), null, new Answer(token));
    } catch (MqttException refused) {
      throw new TransportException(text(client.getServerURI(), refused), refused);
    }
  }

  private final class Answer implements MqttActionListener {
    private final long token;

    private Answer(long token) {
      this.token = token;
    }

    @Override
    public void onSuccess(IMqttToken done) {
      int reason = reasonOf(done);
      if (reason >= ReasonCodes.REFUSAL) {
        String text = ReasonCodes.sentence(client.getServerURI(), reason, explanation(done));
        Callbacks.pass(() -> listener.refused(token, ReasonCodes.ofTheMessage(reason), text));
      } else {
        Callbacks.pass(() -> listener.published(token));
      }
    }

    @Override
    public void onFailure(@Nullable IMqttToken unused, Throwable reason) {
      Callbacks.pass(() -> listener.notPublished(token, text(client.getServerURI(), reason)));
    }
  }

  private static int reasonOf(IMqttToken done) {
    int[] reasons = done.getReasonCodes();
    return reasons == null || reasons.length == 0 ? 0 : reasons[0];
  }

  private static Optional<String> explanation(IMqttToken done) {
    return Optional.ofNullable(done.getResponseProperties()).map(MqttProperties::getReasonString);
  }

  @Override
  public void disconnected(MqttDisconnectResponse end) {
    Callbacks.pass(() -> listener.lost(reasonOf(end)));
  }

  private String reasonOf(MqttDisconnectResponse end) {
    return end.getException() == null
        ? ReasonCodes.sentence(
            client.getServerURI(), end.getReturnCode(), Optional.ofNullable(end.getReasonString()))
        : text(client.getServerURI(), end.getException());
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    if (topic.startsWith(prefix)) {
      Callbacks.pass(
          () -> listener.received(topic.substring(prefix.length()), message.getPayload()));
    }
  }

  @Override
  public void mqttErrorOccurred(MqttException problem) {
    log.debug("the client library met a problem", problem);
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // Says not what was delivered; each publication has its own listener.
  }

  @Override
  public void connectComplete(boolean again, String url) {
    // The library never connects again by itself.
  }

  @Override
  public void authPacketArrived(int reason, MqttProperties properties) {
    // No extended authentication was begun.
  }

  @Override
  public void leave(Duration limit) {
    try {
      Action5Future left = new Action5Future();
      client.disconnect(limit.toMillis(), null, left, 0, new MqttProperties());
      left.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (MqttException | ExecutionException | TimeoutException gone) {
      log.debug("the broker did not hear the farewell", gone);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      abandon.run();
    }
  }

  @Override
  public void drop() {
    abandon.run();
  }

  /** What the library's codes mean to whoever looks after the board. */
  static String text(String url, Throwable reason) {
    if (!(reason instanceof MqttException known)) {
      return "the connection to " + url + " is lost (" + reason + ")";
    }
    int code = known.getReasonCode();
    if (code >= ReasonCodes.REFUSAL && code <= 0xff) {
      return ReasonCodes.sentence(url, code, Optional.empty());
    }
    String cause = known.getCause() == null ? "" : " (" + known.getCause() + ")";
    return code == MqttClientException.REASON_CODE_CONNECTION_LOST
        ? "the connection to " + url + " is lost" + cause
        : "cannot use the broker " + url + ": " + known.getMessage() + cause;
  }
}
