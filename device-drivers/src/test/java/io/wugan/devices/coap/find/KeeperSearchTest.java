package io.wugan.devices.coap.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real datagrams; whether a network carries multicast is not for a unit test to need. */
class KeeperSearchTest {

  private static final Duration WAIT = Duration.ofMillis(600);

  private KeeperBeacon beacon;

  @BeforeEach
  void start() throws IOException {
    beacon = KeeperBeacon.start(0, "s01", "office", 5694);
  }

  @AfterEach
  void close() {
    beacon.close();
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), beacon.port());
  }

  private static FoundKeeper office() {
    return new FoundKeeper(
        "s01", "office", new InetSocketAddress(InetAddress.getLoopbackAddress(), 5694));
  }

  @Test
  void keeper_isFound_byItsLotOrByAny() throws IOException {
    assertThat(KeeperSearch.ask(address(), Optional.of("s01"), WAIT)).containsExactly(office());
    assertThat(KeeperSearch.ask(address(), Optional.empty(), WAIT)).containsExactly(office());
  }

  @Test
  void anotherLot_getsNoAnswer() throws IOException {
    assertThat(KeeperSearch.ask(address(), Optional.of("s02"), WAIT)).isEmpty();
  }

  @Test
  void flood_isAnsweredInPart() throws IOException {
    byte[] question = question("rt=wugan.lot");
    int answers = 0;
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int n = 0; n < 500; n++) {
        socket.send(new DatagramPacket(question, question.length, address()));
      }
      socket.setSoTimeout(1500);
      while (answers < 500) {
        socket.receive(new DatagramPacket(new byte[1152], 1152));
        answers++;
      }
    } catch (SocketTimeoutException over) {
      assertThat(answers).isBetween(1, 3 * KeeperBeacon.ANSWERS_A_SECOND);
    }
    assertThat(answers).isLessThan(500);
  }

  /** {@code GET /.well-known/core?QUERY}, by hand (RFC 7252 section 3). */
  private static byte[] question(String query) {
    byte[] start = {0x50, 0x01, 0x12, 0x34, (byte) 0xbb};
    byte[] text = (".well-known\u0004core" + "\u0000\u0000").getBytes(StandardCharsets.US_ASCII);
    byte[] asked = query.getBytes(StandardCharsets.US_ASCII);
    // 11 = Uri-Path: 0xbb is delta 11, length 11; then delta 0, length 4; then Uri-Query, delta 4.
    byte[] all = new byte[start.length + text.length - 2 + 1 + asked.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(text, 0, all, start.length, text.length - 2);
    all[start.length + text.length - 2] = (byte) (0x40 | asked.length);
    System.arraycopy(asked, 0, all, start.length + text.length - 1, asked.length);
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rt=other", "rt", "rt=", "d=s01x"})
  void otherQuestions_getNoAnswer(String query) throws IOException {
    byte[] question = question(query);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(question, question.length, address()));
      socket.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, address()));
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[9], 9)))
          .isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(KeeperSearch.ask(address(), Optional.of("s01"), WAIT)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "</lot>",
        "</lot>;rt=\"other\";ep=\"a\";d=\"s\";port=\"1\"",
        "</lot>;rt=\"wugan.lot\";ep=\"a/b\";d=\"s\";port=\"1\"",
        "</lot>;rt=\"wugan.lot\";ep=\"a\";d=\"s\";port=\"65536\"",
        "</lot>;rt=\"wugan.lot\";ep=\"a\";d=\"s\"",
        "<<>>;;;\"",
      })
  void answersThatAreNone_arePassedOver(String text) {
    assertThat(KeeperLinks.read(text, InetAddress.getLoopbackAddress())).isEmpty();
  }

  @Test
  void answer_isReadAsItWasWritten_besideOthers() {
    List<FoundKeeper> found =
        KeeperLinks.read(
            "</bays>;rt=\"x\"," + KeeperLinks.write("s01", "office", 5694),
            InetAddress.getLoopbackAddress());
    assertThat(found).containsExactly(office());
  }
}
