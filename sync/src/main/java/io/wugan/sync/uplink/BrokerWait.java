package io.wugan.sync.uplink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a broker's answer by our own clock: the client libraries' limits do not cover it. */
final class BrokerWait {

  private BrokerWait() {}

  /**
   * The answer.
   *
   * @param until by {@link System#nanoTime()}
   * @param refusal what the library throws where the broker refuses
   * @param missing what it means if nothing comes, such as "no CONNACK"
   */
  static <T, E extends Exception> T on(
      CompletableFuture<T> answer, long until, Class<E> refusal, String url, String missing)
      throws E, TransportException, InterruptedException {
    try {
      return answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      throw new TransportException(
          missing + " from " + url + " in time: something accepts and does not answer", silent);
    } catch (ExecutionException refused) {
      if (refusal.isInstance(refused.getCause())) {
        throw refusal.cast(refused.getCause());
      }
      throw new TransportException("cannot connect to " + url, refused);
    }
  }
}
