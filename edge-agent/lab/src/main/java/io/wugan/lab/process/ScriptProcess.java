package io.wugan.lab.process;

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
 * A script in Python, which stands for a device: a process of its own can be killed as a device is
 * pulled. Confined to the proof's thread; lines of its output come on a thread of its own.
 */
public final class ScriptProcess implements Closeable {

  private static final long END_SECONDS = 5;

  // Debian's own, which has Debian's modules.
  private static final Path DEBIANS = Path.of("/usr/bin/python3");

  private final Script script;
  private final Path folder;
  private final List<String> arguments;
  private final Consumer<String> lines;
  private @Nullable Process process;

  /**
   * What is run.
   *
   * @param home the class beside which it lies
   * @param name its name
   * @param needs Debian packages, named where it does not start
   * @param before words before its command, as of a network namespace
   */
  public record Script(Class<?> home, String name, String needs, List<String> before) {
    public Script {
      before = List.copyOf(before);
    }

    /** One that is run as it is. */
    public Script(Class<?> home, String name, String needs) {
      this(home, name, needs, List.of());
    }
  }

  /**
   * @param script what is run
   * @param folder for the script and its messages
   * @param arguments what it is told
   * @param lines takes what it says after its first line, {@code READY}
   */
  public ScriptProcess(Script script, Path folder, List<String> arguments, Consumer<String> lines) {
    this.script = script;
    this.folder = folder;
    this.arguments = List.copyOf(arguments);
    this.lines = lines;
  }

  /**
   * Starts it, where it does not run.
   *
   * @throws IOException if it does not start; says which Debian packages it needs
   */
  public void start() throws IOException {
    Process running = process;
    if (running != null && running.isAlive()) {
      return;
    }
    Path copy = folder.resolve(script.name());
    try (InputStream text = script.home().getResourceAsStream(script.name())) {
      if (text == null) {
        throw new IOException("the script " + script.name() + " is missing in this build");
      }
      Files.write(copy, text.readAllBytes());
    }
    Path messages = folder.resolve(script.name() + ".log");
    List<String> words = new ArrayList<>(script.before());
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
      kill();
      throw new IOException(
          "%s does not start: %s%nIt needs the Debian packages %s"
              .formatted(script.name(), Files.readString(messages).strip(), script.needs()));
    }
    Thread reader = new Thread(() -> read(out), "script-" + script.name());
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
  public void tell(String line) throws IOException {
    Process running = process;
    if (running == null) {
      throw new IOException(script.name() + " does not run");
    }
    OutputStream in = running.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    in.flush();
  }

  /** Holds it, or lets it go on: its connections stay and say nothing. */
  public void hold(boolean now) throws IOException, InterruptedException {
    Process running = process;
    if (running != null) {
      ShortProgram.hold(running, now);
    }
  }

  /** Ends it at once, as a cut of the power does. Idempotent. */
  public void kill() throws IOException {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    running.destroyForcibly();
    try {
      if (!running.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(script.name() + " outlived being killed");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    kill();
  }
}
