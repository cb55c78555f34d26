package io.wugan.devices.coap;

import java.net.InetSocketAddress;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedPskStore;
import org.eclipse.californium.scandium.util.SecretUtil;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;

/** Gives the handshakes the keys of a {@link PskFile}. Thread-safe, never blocks. */
final class PskKeys implements AdvancedPskStore {

  private final PskFile file;
  private final Optional<String> own;

  /**
   * @param own as whom others are called
   */
  PskKeys(PskFile file, Optional<String> own) {
    this.file = file;
    this.own = own;
  }

  @Override
  public boolean hasEcdhePskSupported() {
    return true;
  }

  @Override
  public PskSecretResult requestPskSecretResult(
      ConnectionId cid,
      @Nullable ServerNames serverName,
      PskPublicInformation identity,
      String hmacAlgorithm,
      @Nullable SecretKey otherSecret,
      byte[] seed,
      boolean useExtendedMasterSecret) {
    SecretKey key =
        identity.isCompliantEncoding()
            ? file.findKey(identity.getPublicInfoAsString()).orElse(null)
            : null;
    // A copy, which the handshake destroys when it is done.
    return key == null
        ? unknown(cid, identity)
        : new PskSecretResult(
            cid, identity, SecretUtil.create(key.getEncoded(), PskSecretResult.ALGORITHM_PSK));
  }

  @SuppressWarnings("NullAway") // the library's way to say that there is none
  private static PskSecretResult unknown(ConnectionId cid, PskPublicInformation identity) {
    return new PskSecretResult(cid, identity, null);
  }

  @Override
  public @Nullable PskPublicInformation getIdentity(
      InetSocketAddress peerAddress, @Nullable ServerNames virtualHost) {
    return own.map(PskPublicInformation::new).orElse(null);
  }

  @Override
  public void setResultHandler(HandshakeResultHandler resultHandler) {
    // Every key is at hand: nothing is told later.
  }
}
