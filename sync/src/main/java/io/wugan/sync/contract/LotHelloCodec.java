package io.wugan.sync.contract;

import io.wugan.core.lot.LotHello;
import java.util.Optional;

/**
 * A hello between boards of a lot, and its answer, as JSON in UTF-8:
 *
 * <pre>
 * {"v":1,"site":"s01","edge":"gate-a"}
 * {"v":1,"site":"s01","edge":"office","heard":{"utc":…,…},"said":{…}}
 * </pre>
 *
 * <p>Thread-safe, does not block.
 */
public final class LotHelloCodec {

  private static final int VERSION = 1;
  private static final BoundedJson JSON = new BoundedJson(4096, 4, 256);

  private LotHelloCodec() {}

  /** The bytes of a hello. */
  public static byte[] write(LotHello hello) {
    return JsonBytes.object(
        out -> {
          out.writeNumberField("v", VERSION);
          out.writeStringField("site", hello.site());
          out.writeStringField("edge", hello.edge());
          if (hello.readings().isPresent()) {
            DomainJson json = new DomainJson(out);
            json.time("heard", hello.readings().get().heard());
            json.time("said", hello.readings().get().said());
          }
        });
  }

  /**
   * Reads a hello.
   *
   * @throws MalformedMessageException if it is none, or of a version that this board does not know
   */
  public static LotHello read(byte[] json) throws MalformedMessageException {
    JsonFields root = new JsonFields(JSON.readObject(json));
    root.integer("v", VERSION, VERSION);
    return new LotHello(
        root.text("site"),
        root.text("edge"),
        root.has("heard") && root.has("said")
            ? Optional.of(new LotHello.Readings(root.time("heard"), root.time("said")))
            : Optional.empty());
  }
}
