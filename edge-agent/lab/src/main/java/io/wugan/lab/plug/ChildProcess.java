package io.wugan.lab.plug;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A script of this package in Python, which stands for a device: a process of its own can be killed
 * as a device is pulled. Confined to the proof's thread; lines of its output come on a thread of
 * its own.
 */
final class ChildProcess implements Plug, Closeable {

  private static final long END_SECONDS = 5;

  // Debian's own, which has Debian's modules.
  private static final Path DEBIANS = Path.of("/usr/bin/python3");

  private final Path folder;
  private final String script;
  private final List<String> arguments;
  private final String needs;
  private final Consumer<String> lines;
  private @Nullable Process process;

  /**
   * @param folder for the script and its messages
   * @param script its name
   * @param arguments what it is told
   * @param needs Debian packages, named where it does not start
   * @param lines takes what it says after its first line, {@code READY}
   */
  ChildProcess(
      Path folder, String script, List<String> arguments, String needs, Consumer<String> lines) {
    this.folder = folder;
    this.script = script;
    this.arguments = List.copyOf(arguments);
    this.needs = needs;
    this.lines = lines;
  }

  @Override
  public void put() throws IOException {
    Process running = process;
    if (running != null && running.isAlive()) {
      return;
    }
    Path copy = folder.resolve(script);
    try (InputStream text = ChildProcess.class.getResourceAsStream(script)) {
      if (text == null) {
        throw new IOException("the script " + script + " is missing in this build");
      }
      Files.write(copy, text.readAllBytes());
    }
    Path messages = folder.resolve(script + ".log");
    List<String> words = new ArrayList<>();
    words.add(Files.isExecutable(DEBIANS) ? DEBIANS.toString() : "python3");
    words.add(copy.toString());
    words.addAll(arguments);
    Process started =
        new ProcessBuilder(words)
            .redirectError(ProcessBuilder.Redirect.appendTo(messages.toFile()))
            .start();
    process = started;
    BufferedReader out =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    if (!"READY".equals(out.readLine())) {
      pull();
      throw new IOException(
          "%s does not start: %s%nIt needs the Debian packages %s"
              .formatted(script, Files.readString(messages).strip(), needs));
    }
    Thread reader = new Thread(() -> read(out), "plug-" + script);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader out) {
    try (out) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.accept(line);
      }
    } catch (IOException gone) {
      lines.accept("GONE"); // it was killed, which is what it is for
    }
  }

  /** Says something to it, one line. */
  void tell(String line) throws IOException {
    Process running = process;
    if (running == null) {
      throw new IOException(script + " does not run");
    }
    OutputStream in = running.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    in.flush();
  }

  @Override
  public void pull() throws IOException {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    running.destroyForcibly();
    try {
      if (!running.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(script + " outlived being killed");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    pull();
  }
}
