package io.wugan.agent.config;

import static io.wugan.agent.config.ConfigTexts.FOLDER;
import static io.wugan.agent.config.ConfigTexts.LEAST;
import static io.wugan.agent.config.ConfigTexts.good;
import static io.wugan.agent.config.ConfigTexts.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LotConfigTest {

  private static LotConfig lot(String text) {
    return good(LEAST + text).lot().orElseThrow();
  }

  @Test
  void lot_leftOut_isABoardAlone() {
    assertThat(good(LEAST).lot()).isEmpty();
  }

  @Test
  void lot_keeper_isRead() {
    assertThat(lot("lot: {keeper: true, boards: [gate-a, gate-b], keys: lot.psk}\n"))
        .isEqualTo(
            new LotConfig.Keeper(
                new InetSocketAddress("0.0.0.0", 5694),
                Set.of("gate-a", "gate-b"),
                FOLDER.resolve("lot.psk")));
    assertThat(lot("lot: {keeper: true, boards: [b], listen: 127.0.0.1, port: 7000, keys: /k}\n"))
        .isInstanceOfSatisfying(
            LotConfig.Keeper.class,
            keeper ->
                assertThat(keeper.listen()).isEqualTo(new InetSocketAddress("127.0.0.1", 7000)));
  }

  @Test
  void lot_gate_isRead() {
    assertThat(lot("lot: {keeper: 192.168.1.10, keys: lot.psk}\n"))
        .isEqualTo(
            new LotConfig.Gate(Optional.of("192.168.1.10"), 5694, FOLDER.resolve("lot.psk")));
    assertThat(lot("lot: {keeper: keeper.local, port: 7000, keys: lot.psk}\n"))
        .isEqualTo(
            new LotConfig.Gate(Optional.of("keeper.local"), 7000, FOLDER.resolve("lot.psk")));
  }

  @Test
  void lot_gateThatLooksForItsKeeper_isRead() {
    assertThat(lot("lot: {keeper: auto, keys: lot.psk}\n"))
        .isEqualTo(new LotConfig.Gate(Optional.empty(), 5694, FOLDER.resolve("lot.psk")));
    assertThat(problems(LEAST + "lot: {keeper: auto, port: 7000, keys: k}\n"))
        .containsExactly(
            "f:7: error: lot.port: found a value; allowed: none where the keeper is looked for: it"
                + " says its own");
  }

  @Test
  void lot_wrongKeeper_isToldWithItsLine() {
    assertThat(problems(LEAST + "lot: {keeper: true, boards: [a b, e1, c, c]}\n"))
        .containsExactly(
            "f:7: error: lot.keys: found nothing; allowed: a file of keys",
            "f:7: error: lot.boards: found 'a b'; allowed: 1 to 32 of letters, digits, '_' and"
                + " '-'",
            "f:7: error: lot.boards: found 'e1', this board itself; allowed: the other boards",
            "f:7: error: lot.boards: found 'c' a second time; allowed: each board once");
    assertThat(problems(LEAST + "lot: {keeper: true, keys: k}\n"))
        .containsExactly(
            "f:7: error: lot.boards: found nothing; allowed: the edge ids of the other boards");
  }

  @Test
  void lot_wrongGate_isToldWithItsLine() {
    assertThat(problems(LEAST + "lot: {keeper: k1, keys: k, listen: 0.0.0.0, boards: [a]}\n"))
        .containsExactly(
            "f:7: error: lot.listen: found a value; allowed: none where keeper is another board",
            "f:7: error: lot.boards: found a value; allowed: none where keeper is another board");
    assertThat(problems(LEAST + "lot: {keeper: false, keys: k}\n"))
        .singleElement()
        .asString()
        .contains("lot.keeper: found 'false'", "no section lot for a board alone");
  }
}
