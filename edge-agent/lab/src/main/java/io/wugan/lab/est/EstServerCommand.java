package io.wugan.lab.est;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code est-server}: an authority and a server that gives boards their certificates. */
@Command(
    name = "est-server",
    mixinStandardHelpOptions = true,
    description = {
      "Give boards their certificates by EST (RFC 7030), for trying: needs the program openssl.",
      "Its authority is made in --folder: ca.pem is what boards and the broker are to trust;",
      "with --broker, broker.pem and broker.key are a certificate for the broker."
    })
public final class EstServerCommand implements Callable<Integer> {

  private static final int SERVER_DAYS = 365;

  @Option(
      names = "--listen",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "where to listen (${DEFAULT-VALUE})")
  private String listen = "";

  @Option(names = "--port", defaultValue = "8443", description = "TCP port (${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "DIR",
      description = "of the authority's key and certificate; made where it is missing")
  private Path folder = Path.of("");

  @Option(
      names = "--tokens",
      required = true,
      paramLabel = "FILE",
      description = "claim tokens, a line for each board: SITE-EDGE TOKEN")
  private Path tokens = Path.of("");

  @Option(
      names = "--name",
      defaultValue = "localhost",
      split = ",",
      paramLabel = "HOST",
      description = "names or addresses that boards know it by (${DEFAULT-VALUE})")
  private List<String> names = List.of();

  @Option(
      names = "--broker",
      split = ",",
      paramLabel = "HOST",
      description = "make broker.pem and broker.key in the folder too, for a broker of this name")
  private List<String> broker = List.of();

  @Option(
      names = "--days",
      defaultValue = "90",
      description = "how long boards' certificates are good (${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "stop after this time, ISO 8601 (default: when interrupted)")
  private @Nullable Duration time;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(tokens)) {
      throw new ParameterException(
          spec.commandLine(),
          "--tokens: "
              + tokens
              + " is not there; a line for each board is wanted: SITE-EDGE TOKEN");
    }
    if (days < 1) {
      throw new ParameterException(spec.commandLine(), "--days: 1 or more");
    }
    OpensslAuthority authority = OpensslAuthority.open(folder, "Wugan lab authority");
    OpensslAuthority.Pair identity = authority.server("est", names, SERVER_DAYS);
    if (!broker.isEmpty()) {
      authority.server("broker", broker, SERVER_DAYS);
    }
    EstServer.Settings settings =
        new EstServer.Settings(new InetSocketAddress(listen, port), identity, days);
    PrintWriter out = spec.commandLine().getOut();
    try (EstServer server = EstServer.start(authority, tokens, settings)) {
      out.println("EST server at " + server.base(names.get(0)));
      out.println("authority: " + authority.certificate().toAbsolutePath());
      out.flush();
      CountDownLatch never = new CountDownLatch(1);
      if (time == null) {
        never.await();
      } else if (!never.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        out.println("certificates given out: " + server.issued());
      }
    }
    return 0;
  }
}
