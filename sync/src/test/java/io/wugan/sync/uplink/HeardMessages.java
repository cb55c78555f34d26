package io.wugan.sync.uplink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that keeps what it hears, one line each. */
final class HeardMessages implements MqttListener {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  List<String> lines() {
    return lines;
  }

  @Override
  public void received(String topic, byte[] payload) {
    lines.add(topic + " " + new String(payload, StandardCharsets.UTF_8));
  }

  @Override
  public void published(long token) {
    lines.add("published " + token);
  }

  @Override
  public void notPublished(long token, String reason) {
    lines.add("notPublished " + token);
  }

  @Override
  public void refused(long token, boolean ofTheMessage, String reason) {
    lines.add("refused " + token + (ofTheMessage ? " message " : " ") + reason);
  }

  @Override
  public void lost(String reason) {
    lines.add("lost " + reason);
  }
}
