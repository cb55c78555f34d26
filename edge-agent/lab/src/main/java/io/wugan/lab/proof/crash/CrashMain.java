package io.wugan.lab.proof.crash;

import io.wugan.lab.billing.BillingCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the board or the back end of the proof, and loads nothing else. */
@Command(
    name = "crash",
    subcommands = {CrashBoardCommand.class, BillingCommand.class})
public final class CrashMain {

  private CrashMain() {}

  /** Runs one of the two and ends the program with its exit status. */
  public static void main(String[] words) {
    System.exit(new CommandLine(new CrashMain()).execute(words));
  }
}
