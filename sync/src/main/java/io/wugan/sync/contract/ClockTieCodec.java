package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wugan.core.lot.ClockTie;
import io.wugan.core.lot.Handover;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ties of two boards' clocks as JSON in UTF-8, in a handover and in the file in which a board keeps
 * them:
 *
 * <pre>
 * {"v":1,"ties":[{"own":{"utc":…,"bootid":…,"monoms":…,"clock":…},"keeper":{…},"errms":1},…]}
 * </pre>
 *
 * <p>Thread-safe, does not block.
 */
public final class ClockTieCodec {

  private static final int VERSION = 1;
  private static final BoundedJson JSON = new BoundedJson(16 * 1024, 8, 256);

  private ClockTieCodec() {}

  /** The bytes of ties. */
  public static byte[] write(List<ClockTie> ties) {
    return JsonBytes.object(
        out -> {
          out.writeNumberField("v", VERSION);
          writeTies(out, ties);
        });
  }

  /** Adds {@code ties} to the object that is being written. */
  static void writeTies(JsonGenerator out, List<ClockTie> ties) throws IOException {
    DomainJson json = new DomainJson(out);
    out.writeArrayFieldStart("ties");
    for (ClockTie tie : ties) {
      out.writeStartObject();
      json.time("own", tie.own());
      json.time("keeper", tie.keeper());
      out.writeNumberField("errms", tie.errorMillis());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /**
   * Reads ties.
   *
   * @throws MalformedMessageException if it is none, or of a version that this board does not know
   */
  public static List<ClockTie> read(byte[] json) throws MalformedMessageException {
    JsonFields root = new JsonFields(JSON.readObject(json));
    root.integer("v", VERSION, VERSION);
    return readTies(root);
  }

  /** Those of an object; none where it has no {@code ties}, as from boards before 1.6.0. */
  static List<ClockTie> readTies(JsonFields root) throws MalformedMessageException {
    List<ClockTie> ties = new ArrayList<>();
    if (root.has("ties")) {
      for (JsonFields tie : root.objects("ties", Handover.MOST_TIES)) {
        ties.add(
            new ClockTie(
                tie.time("own"), tie.time("keeper"), tie.integer("errms", 0, Integer.MAX_VALUE)));
      }
    }
    return ties;
  }
}
