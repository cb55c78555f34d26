package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.access.UserBook;
import io.wugan.agent.page.tls.PageCertificate;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCommandTest {

  @TempDir Path directory;

  private BoardCommand board(String... more) throws IOException {
    return new BoardCommand(
        directory, "page", new TimeOrderedIds(new SystemLotClock(), new Random(1)), more);
  }

  @Test
  void code_isMadeOnce_shownAgain_andReplacedByANewOne() throws IOException {
    BoardCommand board = board("page: {listen: 127.0.0.1}");
    assertThat(board.run("code")).isZero();
    String code = board.out().strip();
    assertThat(code).matches("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}");
    assertThat(board.run("code")).isZero();
    assertThat(board.out().strip()).isEqualTo(code);
    assertThat(board.run("code", "--new")).isZero();
    assertThat(board.out().strip()).isNotEqualTo(code);
  }

  @Test
  void code_onceUsed_isNotMadeAgainUnlessAskedFor() throws IOException {
    BoardCommand board = board("page: {listen: 127.0.0.1}");
    Path page = Files.createDirectories(board.data().resolve("page"));
    UserBook.open(page.resolve("users.json"), InstantSource.system(), 1_000)
        .put("li", Role.INSTALLER, "a good password".toCharArray());
    assertThat(board.run("code")).isEqualTo(ExitStatus.FAILED);
    assertThat(board.err()).contains("--new");
    assertThat(board.run("code", "--new")).isZero();
  }

  @Test
  void show_printsAddressAndFingerprint() throws IOException {
    BoardCommand board = board("page: {listen: eth0, port: 443}");
    assertThat(board.run("show")).isZero();
    assertThat(board.out()).contains("listens at eth0, port 443", "not made yet");
    Path page = Files.createDirectories(board.data().resolve("page"));
    PageCertificate made =
        PageCertificate.open(page.resolve("certificate.p12"), "x", Set.of("x"), Set.of());
    assertThat(board.run("show")).isZero();
    assertThat(board.out()).contains("SHA-256 " + made.fingerprint());
  }

  @Test
  void board_withoutAPage_saysWhatIsWanted() throws IOException {
    BoardCommand board = board();
    assertThat(board.run("show")).isEqualTo(ExitStatus.FAILED);
    assertThat(board.err()).contains("no section page", "listen is wanted");
  }
}
