package io.wugan.recognition.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.PlateAlphabet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotDecoderTest {

  private static final List<String> ALPHABET = alphabet();

  private final SlotDecoder decoder = new SlotDecoder(ALPHABET, Optional.empty());
  private final float[] slots = new float[8 * ALPHABET.size()];

  private static List<String> alphabet() {
    List<String> classes = new ArrayList<>(List.of(""));
    String all =
        PlateAlphabet.PROVINCES + "ABCDEFGHJKLMNOPQRSTUVWXYZ" + PlateAlphabet.DIGITS + "学警港澳挂";
    all.chars().forEach(c -> classes.add(Character.toString(c)));
    return List.copyOf(classes);
  }

  /** Gives each slot a character of the text at 0.9; blanks after it. */
  private void write(String text) {
    for (int slot = 0; slot < 8; slot++) {
      put(slot, slot < text.length() ? text.substring(slot, slot + 1) : "", 0.9);
    }
  }

  private void put(int slot, String character, double probability) {
    slots[slot * ALPHABET.size() + ALPHABET.indexOf(character)] = (float) probability;
  }

  @Test
  void greedyText_grammatical_standsAsItIs() {
    write("浙A12345");
    put(2, "7", 0.95);
    SlotRead read = decoder.decode(slots);
    assertThat(read.text()).isEqualTo("浙A72345");
    assertThat(read.chars()).hasSize(7);
    assertThat(read.chars().get(2).runnerUp()).isEqualTo('1');
    assertThat(read.chars().get(2).runnerUpConfidence()).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void eightSlots_newEnergy_areRead() {
    write("粤BD12345");
    assertThat(decoder.decode(slots).text()).isEqualTo("粤BD12345");
  }

  @Test
  void roundGlyph_inTheOfficesPlace_isTheLetter() {
    write("冀012345");
    put(1, "O", 0.05);
    put(1, "D", 0.05);
    SlotRead read = decoder.decode(slots);
    assertThat(read.text()).isEqualTo("冀O12345");
    CharRead office = read.chars().get(1);
    assertThat(office.value()).isEqualTo('O');
    assertThat(office.confidence()).isCloseTo(0.95, within(1e-6));
    assertThat(office.runnerUp()).isEqualTo('D');
  }

  @Test
  void roundGlyph_inTheSerial_isTheDigit() {
    write("浙A1O345");
    put(3, "0", 0.08);
    SlotRead read = decoder.decode(slots);
    assertThat(read.text()).isEqualTo("浙A10345");
    assertThat(read.chars().get(3).value()).isEqualTo('0');
    assertThat(read.chars().get(3).confidence()).isCloseTo(0.98, within(1e-6));
  }

  @Test
  void roundGlyph_whereTheGrammarWantsADigit_isTheDigit() {
    write("京0123456");
    assertThat(decoder.decode(slots).text()).isEqualTo("京0123456");
  }

  @Test
  void slots_allBlank_giveAnEmptyText() {
    write("");
    SlotRead read = decoder.decode(slots);
    assertThat(read.text()).isEmpty();
    assertThat(read.chars()).isEmpty();
  }

  @Test
  void text_ungrammatical_takesThePlausibleRunnerUpAndItsConfidence() {
    write("4A12345");
    put(0, "4", 0.5);
    put(0, "川", 0.3);
    SlotRead read = decoder.decode(slots);
    assertThat(read.text()).isEqualTo("川A12345");
    CharRead first = read.chars().get(0);
    assertThat(first.value()).isEqualTo('川');
    assertThat(first.confidence()).isCloseTo(0.3, within(1e-6));
    assertThat(first.runnerUp()).isEqualTo('4');
    assertThat(first.runnerUpConfidence()).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void text_ungrammatical_findsTheMostProbableOfSeveralCorrections() {
    write("4A12345");
    put(0, "4", 0.4);
    put(0, "川", 0.2);
    put(0, "京", 0.25);
    assertThat(decoder.decode(slots).text()).isEqualTo("京A12345");
  }

  @Test
  void text_oneCharacterTooFew_takesTheBlanksRunnerUp() {
    write("浙A1234");
    put(6, "", 0.6);
    put(6, "5", 0.35);
    assertThat(decoder.decode(slots).text()).isEqualTo("浙A12345");
  }

  @Test
  void text_ungrammaticalWithoutPlausibleRunnerUp_staysAsRead() {
    write("4A12345");
    put(0, "川", 0.01);
    SlotRead read = decoder.decode(slots);
    assertThat(read.text()).isEqualTo("4A12345");
    assertThat(read.chars().get(0).confidence()).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void text_correctedByPosition_keepsTheCharactersAsRead() {
    write("浙812345");
    SlotRead read = decoder.decode(slots);
    assertThat(read.text()).isEqualTo("浙B12345");
    assertThat(read.chars().get(1).value()).isEqualTo('8');
  }

  @Test
  void text_hopeless_endsAfterAFewCombinations() {
    for (int slot = 0; slot < 8; slot++) {
      put(slot, "1", 0.4);
      put(slot, "2", 0.3);
      put(slot, "3", 0.3);
    }
    assertThat(decoder.decode(slots).text()).isEqualTo("11111111");
  }

  @Test
  void probabilities_aboveOneByRounding_areOne() {
    write("浙A12345");
    put(0, "浙", 1.0000001);
    assertThat(decoder.decode(slots).chars().get(0).confidence()).isEqualTo(1);
  }

  @Test
  void probabilities_ofAnotherAlphabet_areRefused() {
    assertThatThrownBy(() -> decoder.decode(new float[13]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void localProvince_winsOverAClosePeer_notOverAClearOne() {
    SlotDecoder local = new SlotDecoder(ALPHABET, Optional.of(new ProvincePrior('浙', 5)));
    write("苏A12345");
    put(0, "苏", 0.6);
    put(0, "浙", 0.4);
    SlotRead leaning = local.decode(slots);
    assertThat(leaning.text()).isEqualTo("浙A12345");
    assertThat(leaning.chars().get(0).confidence()).isCloseTo(2.0 / 2.6, within(1e-6));
    assertThat(leaning.chars().get(0).runnerUp()).isEqualTo('苏');
    assertThat(decoder.decode(slots).text()).as("without it").isEqualTo("苏A12345");

    put(0, "苏", 0.95);
    put(0, "浙", 0.05);
    assertThat(local.decode(slots).text()).isEqualTo("苏A12345");
  }

  @Test
  void localProvince_thatIsNone_isRefused() {
    assertThatThrownBy(() -> new ProvincePrior('X', 5)).hasMessageContaining("'X' is no province");
    assertThatThrownBy(() -> new ProvincePrior('浙', 0.5)).hasMessageContaining("between 1 and 100");
  }
}
