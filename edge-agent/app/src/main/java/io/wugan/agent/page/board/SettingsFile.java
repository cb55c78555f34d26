package io.wugan.agent.page.board;

import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.config.LaneDrawing;
import io.wugan.agent.config.Problem;
import io.wugan.agent.page.api.Refusal;
import io.wugan.agent.page.api.SettingsPort;
import io.wugan.agent.remote.LocalEdit;
import io.wugan.core.lane.SharePoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration file that the agent runs by. Thread-safe; one change at a time. */
public final class SettingsFile implements SettingsPort {

  private static final int CONFLICT = 409;

  private final Path file;
  private final LocalEdit edit;
  private final Runnable startAnew;

  /**
   * @param file the configuration
   * @param data the agent's data folder
   * @param startAnew begins to start the agent anew, a little later
   */
  public SettingsFile(Path file, Path data, Runnable startAnew) {
    this.file = file;
    this.edit = new LocalEdit(file, data);
    this.startAnew = startAnew;
  }

  @Override
  public synchronized Text read() throws IOException {
    String text = Files.readString(file);
    return new Text(MaskedText.mask(text), ConfigFile.hash(text), edit.isPossible());
  }

  @Override
  public synchronized List<Fault> check(String text) throws IOException {
    List<Fault> faults = new ArrayList<>();
    check(MaskedText.unmask(text, Files.readString(file), faults), faults);
    return faults;
  }

  private void check(String text, List<Fault> faults) {
    Path folder = file.toAbsolutePath().resolveSibling("");
    for (Problem problem : ConfigFile.parse(text, folder).problems()) {
      faults.add(
          new Fault(
              problem.severity() == Problem.Severity.ERROR,
              problem.line(),
              problem.key(),
              problem.found(),
              problem.allowed()));
    }
  }

  @Override
  public synchronized Saved save(String text, String hash) throws IOException {
    String before = Files.readString(file);
    if (!ConfigFile.hash(before).equals(hash)) {
      throw new Refusal(
          CONFLICT,
          "settings.changed",
          "somebody else has changed the file meanwhile",
          "hash",
          "that of the file as it is now");
    }
    List<Fault> faults = new ArrayList<>();
    String whole = MaskedText.unmask(text, before, faults);
    return write(whole, faults);
  }

  private Saved write(String text, List<Fault> faults) throws IOException {
    check(text, faults);
    if (faults.stream().anyMatch(Fault::error)) {
      return new Saved(false, faults);
    }
    if (!edit.isPossible()) {
      throw new Refusal(
          CONFLICT,
          "settings.readonly",
          file + " cannot be written by the agent",
          "file",
          "a file and a folder that the agent's user may write to");
    }
    edit.save(text);
    startAnew.run();
    return new Saved(true, faults);
  }

  @Override
  public synchronized Saved draw(String lane, Map<String, List<SharePoint>> shapes)
      throws IOException {
    Optional<String> drawn = LaneDrawing.draw(Files.readString(file), lane, shapes);
    if (drawn.isEmpty()) {
      throw new Refusal(
          CONFLICT,
          "lane.unwritten",
          "the lane is not in " + file + " (any more)",
          "lane",
          "a lane of the file; was it changed by hand?");
    }
    return write(drawn.get(), new ArrayList<>());
  }
}
