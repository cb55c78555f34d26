package io.wugan.agent.cli;

import picocli.CommandLine.Command;

/** {@code wugan lot}: the boards of a lot. */
@Command(
    name = "lot",
    mixinStandardHelpOptions = true,
    subcommands = {LotFindCommand.class},
    description = "See which boards keep a lot (多块控制板).")
final class LotCommand {}
