package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code wugan display}, with no panel and with one at the end of a real connection. */
class DisplayCommandTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String display, String... arguments) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("wugan.yaml"),
            """
            site: s1
            edge: e1
            data: data
            mqtt: {url: "tcp://broker:1883"}
            lanes:
              - {id: in, role: ENTRY, camera: {file: in.mp4}, display: %s}
              - {id: out, role: EXIT, camera: {file: out.mp4}}
            """
                .formatted(display));
    CommandLine command =
        Wugan.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = new String[arguments.length + 4];
    all[0] = "display";
    all[1] = arguments[0];
    all[2] = "--config";
    all[3] = file.toString();
    System.arraycopy(arguments, 1, all, 4, arguments.length - 1);
    String[] given = java.util.Arrays.copyOf(all, arguments.length + 3);
    return command.execute(given);
  }

  @Test
  void preview_showsLinesBytesAndFrames_withoutAnyPort() throws IOException {
    assertThat(run("{type: OLM, port: /dev/nowhere}", "preview")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(
            "lane in: OLM, panel 0 on /dev/nowhere with 9600 baud",
            "  exit\n      8 bytes  浙A12345\n     13 bytes  停车1小时20分\n     12 bytes  请离场后付费\n",
            "    frame of 79 bytes, 82 ms on the line\n      00 64 FF FF 6E 47 00 03",
            "lane out: no panel, told in the log");
  }

  @Test
  void preview_ofTheSentenceThatDoesNotFit_splitsIt() throws IOException {
    assertThat(
            run(
                "{type: OLM, port: /dev/nowhere}",
                "preview",
                "--lane",
                "in",
                "--text",
                "浙A12345 停车1小时20分 请离场后付费",
                "--format",
                "jsonl"))
        .isZero();
    assertThat(out.toString())
        .startsWith(
            "{\"lane\":\"in\",\"message\":\"text\",\"lines\":[{\"text\":\"浙A12345 停车1小时20分\",\"bytes\":22},"
                + "{\"text\":\"请离场后付费\",\"bytes\":12}],\"dropped\":[],\"voice\":\"\",\"notInGbk\":[],");
  }

  @Test
  void preview_ofVoiceAlone_isThePublishedFrame() throws IOException {
    assertThat(run("{type: OLM, port: /dev/nowhere}", "preview", "--lane", "in", "--voice", "欢迎光临"))
        .isZero();
    assertThat(out.toString()).contains("00 64 FF FF 30 09 01 BB B6 D3 AD B9 E2 C1 D9 32 58");
  }

  @Test
  void test_saysWhatAnswered() throws Exception {
    try (ServerSocket converter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      converter.setSoTimeout(10_000);
      CompletableFuture<byte[]> heard = CompletableFuture.supplyAsync(() -> answerOnce(converter));
      String display =
          "{type: OLM, address: \"tcp://127.0.0.1:%d\"}".formatted(converter.getLocalPort());
      assertThat(run(display, "test", "--lane", "in", "--voice", "欢迎光临"))
          .as(out.toString())
          .isZero();
      assertThat(heard.get())
          .isEqualTo(HexFormat.of().parseHex("0064ffff300901bbb6d3adb9e2c1d93258"));
      assertThat(out.toString()).contains("  panel 0 answers 00 64 FF FF 30 00 ");
    }
  }

  // The checksum of this one answer was counted beforehand, bit by bit.
  private static byte[] answerOnce(ServerSocket converter) {
    try (Socket socket = converter.accept()) {
      byte[] frame = socket.getInputStream().readNBytes(17);
      byte[] answer = HexFormat.of().parseHex("0064ffff300065f7");
      socket.getOutputStream().write(answer);
      return frame;
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @Test
  void test_ofAPortThatIsNotThere_failsWithItsName() throws IOException {
    assertThat(run("{type: OLM, port: /dev/nowhere}", "test", "--lane", "in"))
        .isEqualTo(ExitStatus.FAULT_FOUND);
    assertThat(out.toString()).contains("FAILED: in: /dev/nowhere: no such device");
  }

  @Test
  void unknownLane_isRefusedWithThoseThereAre() throws IOException {
    assertThat(run("{type: LOG}", "preview", "--lane", "x")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(err.toString()).contains("lanes in", "in, out");
  }
}
