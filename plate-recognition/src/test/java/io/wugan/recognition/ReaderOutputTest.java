package io.wugan.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReaderOutputTest {

  private static ReaderOutput output(float[] chars, float blue, float plate) {
    return ReaderOutput.of(
        List.of(tensor(chars), tensor(blue, 1 - blue), tensor(1 - plate, plate)));
  }

  private static Tensor tensor(float... values) {
    Tensor tensor = new Tensor();
    System.arraycopy(values, 0, tensor.resize(1, values.length), 0, values.length);
    return tensor;
  }

  @Test
  void mean_ofTwoLooks_weighsBothAlike() {
    ReaderOutput mean =
        ReaderOutput.mean(
            List.of(
                output(new float[] {0.9f, 0.1f, 0.4f, 0.6f}, 0.2f, 0.8f),
                output(new float[] {0.7f, 0.3f, 0.8f, 0.2f}, 0.4f, 1f)));
    assertThat(mean.chars()).containsExactly(new float[] {0.8f, 0.2f, 0.6f, 0.4f}, within(1e-6f));
    assertThat(mean.weakest(2)).isCloseTo(0.6, within(1e-6));
    assertThat(mean.color()).isEqualTo(1);
    assertThat(mean.colorConfidence()).isCloseTo(0.7, within(1e-6));
    assertThat(mean.plate()).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void output_ofANetwork_keepsItsValuesWhenTheTensorsAreFilledAgain() {
    Tensor chars = tensor(0.9f, 0.1f);
    ReaderOutput output = ReaderOutput.of(List.of(chars, tensor(1, 0), tensor(0, 1)));
    chars.values()[0] = 0;
    assertThat(output.chars()).containsExactly(0.9f, 0.1f);
  }
}
