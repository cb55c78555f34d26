package io.wugan.agent.cli;

import picocli.CommandLine.Command;

/** {@code wugan display}: what the lanes' panels say. */
@Command(
    name = "display",
    mixinStandardHelpOptions = true,
    subcommands = {DisplayPreviewCommand.class, DisplayTestCommand.class},
    description = "See what the lanes' panels would say, or try one (显示屏与语音).")
final class DisplayCommand {}
