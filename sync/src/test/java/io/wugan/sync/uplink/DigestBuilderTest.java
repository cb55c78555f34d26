package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.NackCode;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestBuilderTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private final Samples samples = new Samples(9);
  private SqliteLedger ledger;

  @BeforeEach
  void open() {
    ledger = samples.open(folder);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void ack(long upto, List<Long> also, List<CloudAck.Nack> nack) throws Exception {
    CloudAck ack = new CloudAck(ledger.epoch().toString(), upto, also, nack, List.of());
    LedgerWait.on(ledger.outbox().apply(ack, Samples.START));
  }

  private JsonNode digest() throws Exception {
    return MAPPER.readTree(
        new DigestBuilder(ledger.outbox()).build(Samples.START).orElseThrow().payload());
  }

  /** The same, as a back end computes it from the records that it has. */
  private String hash(long from, long to, long... without) throws Exception {
    Map<Long, String> ids = new TreeMap<>();
    for (var row : ledger.outbox().list(from, (int) (to - from + 1))) {
      ids.put(row.seq(), MAPPER.readTree(row.payload()).get("id").textValue());
    }
    for (long seq : without) {
      ids.remove(seq);
    }
    StringBuilder text = new StringBuilder();
    ids.forEach((seq, id) -> text.append(seq).append(' ').append(id).append('\n'));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    return HexFormat.of()
        .formatHex(sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void blocks_coverWhatIsAcknowledged_andNameWhatIsNot() throws Exception {
    samples.fill(ledger, 0, 1_050, 0);
    ack(1_010, List.of(1_020L), List.of(new CloudAck.Nack(1_005, NackCode.INVALID, "no")));

    JsonNode digest = digest();

    assertThat(digest.get("epoch").textValue()).isEqualTo(ledger.epoch().toString());
    assertThat(digest.get("lastSeq").textValue()).isEqualTo("1050");
    assertThat(digest.get("blocks")).hasSize(2);
    assertThat(digest.at("/blocks/0").toString())
        .isEqualTo(
            "{\"from\":\"1\",\"to\":\"1000\",\"count\":1000,\"hash\":\""
                + hash(1, 1000)
                + "\",\"skip\":[]}");
    JsonNode second = digest.at("/blocks/1");
    assertThat(second.at("/from").textValue() + "-" + second.at("/to").textValue())
        .isEqualTo("1001-1050");
    assertThat(second.at("/skip").toString()).isEqualTo("[[1005,1005],[1011,1019],[1021,1050]]");
    assertThat(second.at("/count").asInt()).isEqualTo(10);
    long[] skipped =
        LongStream.concat(
                LongStream.of(1005), LongStream.rangeClosed(1011, 1050).filter(seq -> seq != 1020))
            .toArray();
    assertThat(second.at("/hash").textValue()).isEqualTo(hash(1001, 1050, skipped));
  }

  @Test
  void block_withADeletedRecord_isNotTold() throws Exception {
    samples.fill(ledger, 0, 1_002, 0);
    ack(1_002, List.of(), List.of());
    LedgerWait.on(ledger.outbox().purgeAcked(Samples.START.plus(Duration.ofDays(8)), 1));

    JsonNode digest = digest();

    assertThat(digest.get("blocks")).hasSize(1);
    assertThat(digest.at("/blocks/0/from").textValue()).isEqualTo("1001");
  }

  @Test
  void digest_withNothingAcknowledged_isNone() {
    assertThat(new DigestBuilder(ledger.outbox()).build(Samples.START)).isEmpty();

    samples.fill(ledger, 0, 3, 0);

    assertThat(new DigestBuilder(ledger.outbox()).build(Samples.START)).isEmpty();
  }

  @Test
  void block_withTooManyHoles_isLeftOut() throws Exception {
    samples.fill(ledger, 0, 210, 0);
    List<Long> everySecond = LongStream.rangeClosed(1, 105).map(i -> 2 * i).boxed().toList();
    ack(0, everySecond, List.of());

    assertThat(new DigestBuilder(ledger.outbox()).build(Samples.START)).isEmpty();
  }
}
