package io.wugan.agent.lot;

import io.wugan.core.ledger.LedgerException;
import io.wugan.devices.coap.lot.LotPort;
import io.wugan.devices.coap.lot.LotRefusedException;
import io.wugan.devices.coap.lot.LotRefusedException.Reason;
import io.wugan.devices.coap.lot.LotServer;
import io.wugan.sync.evidence.PictureIntake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes pictures of other boards at the keeper: 16 bytes of the passage's id, then the JPEG, in one
 * request; an empty answer once it is on the disk. Thread-safe.
 */
public final class PicturePort implements LotPort {

  /** Path below {@code /lot}. */
  public static final String PATH = "picture";

  /** Largest picture, in bytes. */
  public static final int MOST_BYTES = LotServer.MOST_BYTES - PicturePort.ID_BYTES;

  static final int ID_BYTES = 16;

  private static final Logger log = LoggerFactory.getLogger(PicturePort.class);

  private final PictureIntake intake;
  private final Set<String> boards;

  /**
   * @param intake keeps them
   * @param boards edge ids of those that may give pictures
   */
  public PicturePort(PictureIntake intake, Set<String> boards) {
    this.intake = intake;
    this.boards = Set.copyOf(boards);
  }

  /** The bytes of a request. */
  static byte[] body(UUID passageId, byte[] jpeg) {
    return ByteBuffer.allocate(ID_BYTES + jpeg.length)
        .putLong(passageId.getMostSignificantBits())
        .putLong(passageId.getLeastSignificantBits())
        .put(jpeg)
        .array();
  }

  @Override
  public byte[] answer(String sender, byte[] body) throws LotRefusedException {
    if (!boards.contains(sender)) {
      throw new LotRefusedException(
          Reason.UNKNOWN_BOARD, "board " + sender + " is not among " + boards);
    }
    if (body.length <= ID_BYTES) {
      throw new LotRefusedException(
          Reason.MALFORMED, "16 bytes of a passage's id and a picture are wanted");
    }
    ByteBuffer bytes = ByteBuffer.wrap(body);
    UUID passage = new UUID(bytes.getLong(), bytes.getLong());
    byte[] jpeg = new byte[bytes.remaining()];
    bytes.get(jpeg);
    try {
      if (!intake.take(passage, jpeg)) {
        throw new LotRefusedException(
            Reason.MALFORMED, "passage " + passage + " names no picture with this content");
      }
      return new byte[0];
    } catch (IOException | LedgerException unkept) {
      log.warn("a picture of board {} is not kept: {}", sender, unkept.toString());
      throw new LotRefusedException(
          Reason.DOWN, "it cannot be kept, see the keeper's log; give it again");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LotRefusedException(Reason.DOWN, "the keeper stops; give it again");
    }
  }
}
