package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.page.PageSettings;
import io.wugan.agent.page.tls.PageCertificate;
import io.wugan.agent.runtime.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wugan page show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Print where the page is served, and the fingerprint that a browser must show for its"
            + " certificate.")
final class PageShowCommand implements Callable<Integer> {

  @Mixin private BoardConfig board = new BoardConfig();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    AgentConfig known = board.load();
    PageSettings page = page(known, board.file());
    Path store = new DataFolder(known.data()).page().resolve("certificate.p12");
    PrintWriter out = spec.commandLine().getOut();
    out.println("listens at " + page.listen() + ", port " + page.port());
    out.println(
        "certificate SHA-256 "
            + (Files.exists(store)
                ? PageCertificate.open(store).fingerprint()
                : "is not made yet: start the agent once"));
    out.flush();
    return ExitStatus.DONE;
  }

  static PageSettings page(AgentConfig known, Path file) throws IOException {
    return known
        .page()
        .orElseThrow(
            () ->
                new IOException(
                    file + ": has no section page, so no page is served; listen is wanted there"));
  }
}
