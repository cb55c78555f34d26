package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wugan.core.health.HealthFault;
import io.wugan.core.time.LotTime;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the board is, once a minute ({@code up/hb}). Three missed ones mean that it is offline, on
 * brokers without Wills too.
 *
 * @param at when, with the quality of the clock
 * @param version of the agent
 * @param uptimeSeconds since the agent was started
 * @param config what it is configured by
 * @param records what it has to tell
 * @param lot what it knows of the lot
 * @param lanes each lane
 * @param machine how the machine is
 * @param faults what is wrong now, the oldest first; of more than {@value #MOST_FAULTS} the first
 *     are told
 */
public record Heartbeat(
    LotTime at,
    String version,
    long uptimeSeconds,
    Config config,
    Records records,
    Lot lot,
    List<LaneState> lanes,
    Machine machine,
    List<HealthFault> faults) {

  /** As many faults as a heartbeat tells. */
  public static final int MOST_FAULTS = 50;

  public Heartbeat {
    lanes = List.copyOf(lanes);
    faults = List.copyOf(faults);
  }

  /**
   * What the board is configured by.
   *
   * @param version number of the cloud's configuration; 0 for the file on the board
   * @param hash SHA-256 of the file, as 64 hexadecimal digits
   * @param certificateExpires until when the board's own certificate is good
   * @param mqtt the version of MQTT that is spoken, {@code 3.1.1} or {@code 5}
   */
  public record Config(
      long version, String hash, Optional<Instant> certificateExpires, Optional<String> mqtt) {}

  /**
   * Records and their way to the cloud.
   *
   * @param epoch sequence of the numbers
   * @param lastSeq number of the newest
   * @param ackedSeq every record up to and including this one is acknowledged or set apart
   * @param pending records that are not acknowledged
   * @param setApart records that the cloud refused for good
   * @param oldestPending when the oldest of the pending was captured
   * @param resent records sent again since the start
   * @param reconnects connections since the start
   * @param refusedCommands messages that no trusted key had signed, since the start
   */
  public record Records(
      String epoch,
      long lastSeq,
      long ackedSeq,
      long pending,
      long setApart,
      Optional<Instant> oldestPending,
      long resent,
      long reconnects,
      long refusedCommands) {}

  /**
   * The lot as this board knows it.
   *
   * @param inside vehicles inside, by the count of passages
   * @param open stays that are open
   * @param reviews review items that wait
   * @param listRevision the list of plates that is held; 0 for none
   */
  public record Lot(long inside, long open, long reviews, long listRevision) {}

  /**
   * One lane, since the last heartbeat.
   *
   * @param id of the lane
   * @param fps pictures in a second
   * @param frameAgeMillis since the newest picture; empty where there was none
   * @param pictureMillis what looking at a picture takes, 95 % of them; empty where there was none
   * @param plateWidthPx how wide the plates were that passed, in pixels, the median; empty where
   *     none passed
   * @param passages vehicles that passed
   * @param noPlate those of them whose plate was not read
   */
  public record LaneState(
      String id,
      double fps,
      OptionalLong frameAgeMillis,
      OptionalDouble pictureMillis,
      OptionalDouble plateWidthPx,
      long passages,
      long noPlate) {}

  /**
   * The machine.
   *
   * @param cpuPercent of all cores, since the last heartbeat
   * @param rssMb memory that the agent holds
   * @param memoryFreeMb memory that is free for programs
   * @param diskFreeMb free where the data lies
   * @param evidenceMb pictures kept
   * @param evidenceQuotaMb room that they may take
   * @param writtenMb what the agent had written to storage within the last day, or since its start:
   *     a card wears
   * @param temperatureC of the processor
   * @param power what a Raspberry Pi says of its supply and its cooling; empty on other boards
   */
  public record Machine(
      OptionalDouble cpuPercent,
      OptionalLong rssMb,
      OptionalLong memoryFreeMb,
      long diskFreeMb,
      long evidenceMb,
      long evidenceQuotaMb,
      OptionalLong writtenMb,
      OptionalDouble temperatureC,
      Optional<Power> power) {}

  /** What is wrong with supply or cooling. */
  public enum PowerFault {
    UNDER_VOLTAGE,
    FREQUENCY_CAPPED,
    THROTTLED,
    HOT
  }

  /**
   * Supply and cooling.
   *
   * @param now what is wrong now
   * @param sinceBoot what was wrong at any time since the board was switched on
   */
  public record Power(Set<PowerFault> now, Set<PowerFault> sinceBoot) {
    public Power {
      now = Set.copyOf(now);
      sinceBoot = Set.copyOf(sinceBoot);
    }
  }

  /** As it goes to the cloud; what is not known is left out. */
  public byte[] json() {
    return JsonBytes.object(
        out -> {
          out.writeStringField("time", DomainJson.rfc3339(at.utc()));
          out.writeStringField("bootId", at.bootId());
          out.writeStringField("monoMs", Long.toString(at.monoMillis()));
          out.writeStringField("clock", at.quality().name().toLowerCase(Locale.ROOT));
          if (at.errorMillis().isPresent()) {
            out.writeNumberField("errMs", at.errorMillis().getAsInt());
          }
          out.writeStringField("version", version);
          out.writeNumberField("uptimeSeconds", uptimeSeconds);
          out.writeObjectFieldStart("config");
          out.writeNumberField("version", config.version());
          out.writeStringField("hash", config.hash());
          if (config.certificateExpires().isPresent()) {
            out.writeStringField(
                "certificateExpires", DomainJson.rfc3339(config.certificateExpires().get()));
          }
          if (config.mqtt().isPresent()) {
            out.writeStringField("mqtt", config.mqtt().get());
          }
          out.writeEndObject();
          writeRecords(out);
          writeLot(out);
          out.writeArrayFieldStart("lanes");
          for (LaneState lane : lanes) {
            write(lane, out);
          }
          out.writeEndArray();
          writeMachine(out);
          writeFaults(out);
        });
  }

  private void writeFaults(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("faults");
    for (HealthFault fault : faults.subList(0, Math.min(MOST_FAULTS, faults.size()))) {
      out.writeStartObject();
      out.writeStringField("kind", fault.kind().name());
      out.writeStringField("lane", fault.place().laneId());
      if (fault.place().device().isPresent()) {
        out.writeStringField("device", fault.place().device().get());
      }
      out.writeStringField("since", DomainJson.rfc3339(fault.since().utc()));
      if (!fault.detail().isEmpty()) {
        out.writeStringField("detail", fault.detail());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeRecords(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("records");
    out.writeStringField("epoch", records.epoch());
    out.writeStringField("lastSeq", Long.toString(records.lastSeq()));
    out.writeStringField("ackedSeq", Long.toString(records.ackedSeq()));
    out.writeNumberField("pending", records.pending());
    out.writeNumberField("setApart", records.setApart());
    if (records.oldestPending().isPresent()) {
      out.writeStringField("oldestPending", DomainJson.rfc3339(records.oldestPending().get()));
    }
    out.writeNumberField("resent", records.resent());
    out.writeNumberField("reconnects", records.reconnects());
    out.writeNumberField("refusedCommands", records.refusedCommands());
    out.writeEndObject();
  }

  private void writeLot(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("lot");
    out.writeNumberField("inside", lot.inside());
    out.writeNumberField("open", lot.open());
    out.writeNumberField("reviews", lot.reviews());
    out.writeNumberField("listRevision", lot.listRevision());
    out.writeEndObject();
  }

  private static void write(LaneState lane, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", lane.id());
    out.writeNumberField("fps", tenths(lane.fps()));
    if (lane.frameAgeMillis().isPresent()) {
      out.writeNumberField("frameAgeMs", lane.frameAgeMillis().getAsLong());
    }
    write(out, "pictureMs", lane.pictureMillis());
    write(out, "plateWidthPx", lane.plateWidthPx());
    out.writeNumberField("passages", lane.passages());
    out.writeNumberField("noPlate", lane.noPlate());
    out.writeEndObject();
  }

  private void writeMachine(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("machine");
    write(out, "cpuPercent", machine.cpuPercent());
    write(out, "rssMb", machine.rssMb());
    write(out, "memoryFreeMb", machine.memoryFreeMb());
    out.writeNumberField("diskFreeMb", machine.diskFreeMb());
    out.writeNumberField("evidenceMb", machine.evidenceMb());
    out.writeNumberField("evidenceQuotaMb", machine.evidenceQuotaMb());
    write(out, "writtenMb", machine.writtenMb());
    write(out, "temperatureC", machine.temperatureC());
    if (machine.power().isPresent()) {
      out.writeObjectFieldStart("power");
      write(out, "now", machine.power().get().now());
      write(out, "sinceBoot", machine.power().get().sinceBoot());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String key, OptionalLong value) throws IOException {
    if (value.isPresent()) {
      out.writeNumberField(key, value.getAsLong());
    }
  }

  private static void write(JsonGenerator out, String key, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      out.writeNumberField(key, tenths(value.getAsDouble()));
    }
  }

  private static void write(JsonGenerator out, String key, Set<PowerFault> faults)
      throws IOException {
    out.writeArrayFieldStart(key);
    for (PowerFault fault : new TreeSet<>(faults)) {
      out.writeString(fault.name());
    }
    out.writeEndArray();
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
