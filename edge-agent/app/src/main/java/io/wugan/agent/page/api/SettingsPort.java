package io.wugan.agent.page.api;

import io.wugan.core.lane.SharePoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The board's configuration file as the page sees and changes it: secrets masked, checked as {@code
 * wugan check-config} does before anything is written. Thread-safe; blocks for the time of a file.
 */
public interface SettingsPort {

  /**
   * The file.
   *
   * @param text with masked secrets
   * @param hash of the text as it is on the disk; to be given back with a change
   * @param writable whether it can be changed from the page at all
   */
  record Text(String text, String hash, boolean writable) {}

  /**
   * One thing that is wrong.
   *
   * @param error whether it stands in the way of saving; else it is a warning
   * @param line from 1; 0 for the whole
   * @param key of the configuration
   * @param found what stands there
   * @param allowed what may
   */
  record Fault(boolean error, int line, String key, String found, String allowed) {}

  /**
   * What became of a change.
   *
   * @param done whether it is written; the agent then starts anew with it
   * @param faults what is wrong
   */
  record Saved(boolean done, List<Fault> faults) {
    public Saved {
      faults = List.copyOf(faults);
    }
  }

  /** The file as it is. */
  Text read() throws IOException;

  /** Checks a text without writing it. */
  List<Fault> check(String text) throws IOException;

  /**
   * Writes a text, unless it has errors.
   *
   * @param hash of the text it was made from
   * @throws Refusal if the file has changed meanwhile, or there is none to write to
   */
  Saved save(String text, String hash) throws IOException;

  /**
   * Changes where a lane lies.
   *
   * @param shapes by key of the configuration; an empty one goes
   * @throws Refusal if there is no file to write to
   */
  Saved draw(String lane, Map<String, List<SharePoint>> shapes) throws IOException;
}
