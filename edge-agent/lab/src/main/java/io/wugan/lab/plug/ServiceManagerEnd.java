package io.wugan.lab.plug;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Where the agent says that it is well, as under systemd (sd_notify(3)). Thread-safe. */
final class ServiceManagerEnd {

  private final Path socket;
  private final AtomicLong words = new AtomicLong();
  private final ScriptPlug listener;

  private ServiceManagerEnd(Path work) {
    this.socket = work.resolve("notify");
    this.listener =
        new ScriptPlug(
            work,
            "notify_listener.py",
            List.of(socket.toString()),
            "python3",
            line -> words.addAndGet(line.contains("WATCHDOG=1") ? 1 : 0));
  }

  static ServiceManagerEnd listen(Path work) throws IOException {
    ServiceManagerEnd end = new ServiceManagerEnd(work.toAbsolutePath());
    end.listener.put();
    return end;
  }

  /** What the agent has to know. */
  Map<String, String> environment(int watchdogSeconds) {
    return Map.of(
        "NOTIFY_SOCKET",
        socket.toString(),
        "WATCHDOG_USEC",
        Long.toString(watchdogSeconds * 1_000_000L));
  }

  /** How often it has said that it is well. */
  long heard() {
    return words.get();
  }

  void close() throws IOException {
    listener.close();
  }
}
