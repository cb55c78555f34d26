package io.wugan.devices.coap;

import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.californium.scandium.ConnectionListener;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.ResumptionSupportingConnectionStore;
import org.jspecify.annotations.Nullable;

/**
 * DTLS with one connection for each identity: a device that does a handshake anew, after its
 * battery was changed or from another port, takes the place of what it had. Otherwise what it left
 * behind, with a connection id that nobody uses any more, would fill the room until it is stale.
 */
final class OneForEach extends DTLSConnector {

  private final Newest newest;
  private final ResumptionSupportingConnectionStore store;

  private OneForEach(
      DtlsConnectorConfig config, ResumptionSupportingConnectionStore store, Newest newest) {
    super(config, store);
    this.store = store;
    this.newest = newest;
    newest.store = store;
  }

  /**
   * @param own as whom others are called: connections to them are known by it, whoever they are
   */
  static OneForEach of(DtlsConnectorConfig.Builder settings, Optional<String> own) {
    Newest newest = new Newest(own);
    DtlsConnectorConfig config = settings.setConnectionListener(newest).build();
    return new OneForEach(config, createConnectionStore(config), newest);
  }

  /** Knows the connections that were restored; before the start. */
  void noteRestored() {
    for (Connection connection : store) {
      newest.onConnectionEstablished(connection);
    }
  }

  /** The newest connection of each identity. Thread-safe. */
  private static final class Newest implements ConnectionListener {
    private final Map<String, Connection> connections = new HashMap<>(); // guarded by this
    private final Optional<String> own;
    private volatile @Nullable ResumptionSupportingConnectionStore store;

    private Newest(Optional<String> own) {
      this.own = own;
    }

    @Override
    public void onConnectionEstablished(Connection connection) {
      Principal identity = connection.getEstablishedPeerIdentity();
      if (identity == null || own.filter(identity.getName()::equals).isPresent()) {
        return;
      }
      Connection before;
      synchronized (this) {
        before = connections.put(identity.getName(), connection);
      }
      if (before != null && !before.equals(connection)) {
        remove(before);
      }
    }

    // On its own executor, as the library does it.
    private void remove(Connection connection) {
      ResumptionSupportingConnectionStore known = store;
      if (known == null) {
        return;
      }
      Executor executor = connection.getExecutor();
      if (executor != null && connection.isExecuting()) {
        executor.execute(() -> known.remove(connection, false));
      } else {
        known.remove(connection, false);
      }
    }

    @Override
    public void onConnectionRemoved(Connection connection) {
      synchronized (this) {
        connections.values().removeIf(known -> known.equals(connection));
      }
    }

    @Override
    public boolean onConnectionUpdatesSequenceNumbers(
        Connection connection, boolean writeSequence) {
      return false;
    }

    @Override
    public boolean onConnectionMacError(Connection connection) {
      return false;
    }

    @Override
    public void beforeExecution(Connection connection) {
      // Nothing is kept by thread.
    }

    @Override
    public void updateExecution(Connection connection) {
      // Nothing is kept by thread.
    }

    @Override
    public void afterExecution(Connection connection) {
      // Nothing is kept by thread.
    }
  }
}
