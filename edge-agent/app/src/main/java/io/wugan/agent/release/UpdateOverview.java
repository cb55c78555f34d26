package io.wugan.agent.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What there is to say of a board's releases, for people. Stateless. */
public final class UpdateOverview {

  private UpdateOverview() {}

  /** Lines for people. */
  public static List<String> of(ReleaseStore store) throws IOException {
    ReleaseState state = store.state();
    List<String> lines = new ArrayList<>();
    lines.add("runs      " + state.current() + (state.trial().isPresent() ? ", on trial" : ""));
    state
        .trial()
        .ifPresent(trial -> lines.add("starts    " + trial.starts() + " since the trial began"));
    lines.add("before    " + state.previous());
    lines.add("unpacked  " + (store.list().isEmpty() ? "none" : store.list()));
    if (!state.failed().isEmpty()) {
      lines.add("taken back " + state.failed() + ": " + state.reason());
    }
    return lines;
  }
}
