package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.devices.gpio.GpioSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whose contacts, and as what they are told. */
final class GpioOptions {

  @Mixin private BoardConfig board = new BoardConfig();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  GpioSettings settings() throws ConfigException, IOException {
    return board.load().gpio();
  }

  /** Those of a list that have these names, in the list's order; all of them without a name. */
  <T> List<T> named(String list, List<T> all, Function<T, String> id, List<String> names)
      throws IOException {
    List<String> known = all.stream().map(id).toList();
    if (known.isEmpty()) {
      throw wrong("gpio." + list + " in " + board.file() + ": nothing; at least one is wanted");
    }
    for (String name : names) {
      if (!known.contains(name)) {
        throw wrong(
            name
                + ": not among gpio."
                + list
                + " in "
                + board.file()
                + ": "
                + String.join(", ", known));
      }
    }
    return all.stream().filter(one -> names.isEmpty() || names.contains(id.apply(one))).toList();
  }

  /**
   * A time that was given.
   *
   * @param most the longest that is allowed
   */
  Duration within(Duration given, Duration least, Duration most) {
    if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
      throw wrong("--for " + given + "; allowed: " + least + " to " + most);
    }
    return given;
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
