package io.wugan.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.sync.contract.CloudAck.SeqRange;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckReaderTest {

  private final AckReader reader = new AckReader();

  private CloudAck read(String json) throws MalformedMessageException {
    return reader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void fullAck_isRead() throws MalformedMessageException {
    CloudAck ack =
        read(
            "{\"epoch\":\"e\",\"upto\":18231,\"also\":[18235,\"18236\"],"
                + "\"nack\":[{\"seq\":7,\"code\":\"INVALID\",\"msg\":\"why\"},"
                + "{\"seq\":\"8\",\"code\":\"NEWER\"}],\"missing\":[[18232,18234]],\"x\":1}");

    assertThat(ack.upto()).isEqualTo(18231);
    assertThat(ack.also()).containsExactly(18235L, 18236L);
    assertThat(ack.nack())
        .extracting(CloudAck.Nack::code)
        .containsExactly(NackCode.INVALID, NackCode.OTHER);
    assertThat(ack.missing()).containsExactly(new SeqRange(18232, 18234));
    assertThat(ack.highestSeq()).isEqualTo(18236);
  }

  @Test
  void smallestAck_isRead() throws MalformedMessageException {
    assertThat(read("{\"epoch\":\"e\"}").highestSeq()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "17",
        "{\"upto\":1}",
        "{\"epoch\":5,\"upto\":1}",
        "{\"epoch\":\"e\",\"upto\":-1}",
        "{\"epoch\":\"e\",\"upto\":1.5}",
        "{\"epoch\":\"e\",\"upto\":99999999999999999999}",
        "{\"epoch\":\"e\",\"upto\":\"12x\"}",
        "{\"epoch\":\"e\",\"also\":7}",
        "{\"epoch\":\"e\",\"also\":[0]}",
        "{\"epoch\":\"e\",\"nack\":[3]}",
        "{\"epoch\":\"e\",\"missing\":[[1]]}",
        "{\"epoch\":\"e\",\"missing\":[[5,4]]}",
        "{\"epoch\":\"e\",\"missing\":[[0,4]]}",
        "{\"epoch\":\"e\",\"also\":[[[[[[[[[[1]]]]]]]]]]}",
        "{\"epoch\":\"e\",\"upto\":1"
      })
  void malformed_isRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void tooLarge_isRefused_beforeItIsParsed() {
    assertThatThrownBy(() -> reader.read(new byte[AckReader.MAX_BYTES + 1]))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("65537 bytes");
  }

  @Test
  void refusal_doesNotQuoteTheMessage() {
    assertThatThrownBy(() -> read("{\"epoch\":\"浙A12345")).hasMessageNotContaining("浙A");
  }
}
