package io.wugan.lab.plug;

import io.wugan.lab.process.ScriptProcess;
import io.wugan.lab.process.ScriptProcess.Script;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A device that a script stands for, and that is killed as it is pulled. */
final class ScriptPlug implements Plug, Closeable {

  private final ScriptProcess script;

  /**
   * @param folder for the script and its messages
   * @param name of the script in this package
   * @param arguments what it is told
   * @param needs Debian packages, named where it does not start
   * @param lines takes what it says
   */
  ScriptPlug(
      Path folder, String name, List<String> arguments, String needs, Consumer<String> lines) {
    this.script =
        new ScriptProcess(new Script(ScriptPlug.class, name, needs), folder, arguments, lines);
  }

  /** Says something to it, one line. */
  void tell(String line) throws IOException {
    script.tell(line);
  }

  @Override
  public void put() throws IOException {
    script.start();
  }

  @Override
  public void pull() throws IOException {
    script.kill();
  }

  @Override
  public void close() throws IOException {
    script.close();
  }
}
