package io.wugan.sync.uplink;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What happens on one connection, on its way to the uplink's thread. Thread-safe; never blocks who
 * puts something in.
 *
 * <p>Bounded: messages of the cloud beyond {@value #MESSAGES_LIMIT} are dropped, because the cloud
 * acknowledges again what is sent again; all else is bounded by what is in flight.
 */
final class Inbox implements MqttListener {

  static final int MESSAGES_LIMIT = 256;

  /** Something that happened. */
  sealed interface Event {

    /** A message of the cloud. Not a record, because it holds an array. */
    final class Received implements Event {
      private final String topic;
      private final byte[] payload;

      Received(String topic, byte[] payload) {
        this.topic = topic;
        this.payload = payload;
      }

      String topic() {
        return topic;
      }

      byte[] payload() {
        return payload;
      }
    }

    /** PUBACK. */
    record Published(long token) implements Event {}

    /** The broker does not take one message. */
    record Refused(long token, boolean ofTheMessage, String reason) implements Event {}

    /** The connection is of no use any more. */
    record Lost(String reason) implements Event {}

    /** There may be something to send. */
    record Wake() implements Event {}
  }

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();

  @Override
  public void received(String topic, byte[] payload) {
    if (events.size() < MESSAGES_LIMIT) {
      events.add(new Event.Received(topic, payload));
    }
  }

  @Override
  public void published(long token) {
    events.add(new Event.Published(token));
  }

  @Override
  public void notPublished(long token, String reason) {
    events.add(new Event.Lost(reason));
  }

  @Override
  public void refused(long token, boolean ofTheMessage, String reason) {
    events.add(new Event.Refused(token, ofTheMessage, reason));
  }

  @Override
  public void lost(String reason) {
    events.add(new Event.Lost(reason));
  }

  /** Wakes the reader once, however often it is called before the reader looks. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      events.add(new Event.Wake());
    }
  }

  @Nullable Event poll(long millis) throws InterruptedException {
    Event event = events.poll(millis, TimeUnit.MILLISECONDS);
    if (event instanceof Event.Wake) {
      woken.set(false);
    }
    return event;
  }
}
