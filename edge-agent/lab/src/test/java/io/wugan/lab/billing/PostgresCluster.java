package io.wugan.lab.billing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own in a temporary folder, on the loopback interface, with a password. The
 * server refuses to run as root, so there it runs as a user without rights.
 */
final class PostgresCluster implements AutoCloseable {
  static final String PASSWORD = "made-up-for-tests";
  private static final int DEADLINE_SECONDS = 60;

  private final Path programs;
  private final Path folder;
  private final int port;

  private PostgresCluster(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  /** The folder of {@code initdb} and {@code pg_ctl}, or empty where PostgreSQL is not there. */
  static Optional<Path> findPrograms() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<Path> onPath = Arrays.stream(path.split(File.pathSeparator)).map(Path::of);
    return Stream.concat(onPath, debianFolders())
        .filter(each -> Files.isExecutable(each.resolve("initdb")))
        .filter(each -> Files.isExecutable(each.resolve("pg_ctl")))
        .findFirst();
  }

  private static Stream<Path> debianFolders() {
    Path versions = Path.of("/usr/lib/postgresql");
    try (Stream<Path> found = Files.isDirectory(versions) ? Files.list(versions) : Stream.of()) {
      return found.map(each -> each.resolve("bin")).toList().stream();
    } catch (IOException unreadable) {
      return Stream.of();
    }
  }

  static PostgresCluster start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("wugan-postgres-");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    PostgresCluster cluster = new PostgresCluster(findPrograms().orElseThrow(), folder, port);
    Files.writeString(folder.resolve("password"), PASSWORD);
    if (isRoot()) {
      run(List.of("chown", "-R", "nobody", folder.toString()));
    }
    cluster.initialise();
    return cluster;
  }

  private void initialise() throws IOException, InterruptedException {
    asUser(
        programs.resolve("initdb").toString(),
        "--pgdata=" + folder.resolve("data"),
        "--username=wugan",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--pwfile=" + folder.resolve("password"));
    pgCtl(
        "--options=-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s"
            .formatted(port, folder),
        "--log=" + folder.resolve("log"),
        "start");
  }

  /** An address of the database, with a schema of its own. */
  String url(String schema) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=wugan&currentSchema=%s"
        .formatted(port, schema);
  }

  private void pgCtl(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                programs.resolve("pg_ctl").toString(), "--pgdata=" + folder.resolve("data"), "-w"));
    command.addAll(List.of(words));
    asUser(command.toArray(String[]::new));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private void asUser(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    if (isRoot()) {
      words.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    words.addAll(List.of(command));
    run(words);
  }

  private static void run(List<String> words) throws IOException, InterruptedException {
    Path output = Files.createTempFile("wugan-postgres", ".out");
    Process process =
        new ProcessBuilder(words)
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(words + " failed: " + Files.readString(output));
    }
    Files.delete(output);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    pgCtl("--mode=immediate", "stop");
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
