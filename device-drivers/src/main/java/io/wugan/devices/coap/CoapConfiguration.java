package io.wugan.devices.coap;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;

/** The library's settings for a board: its own are for a cloud with 150,000 devices. */
final class CoapConfiguration {

  /** Length of the connection ids that a node gives (RFC 9146), in bytes. */
  static final int CID_BYTES = 6;

  private static final int SOCKET_BUFFER_BYTES = 256 * 1024;
  private static final int BLOCK_BYTES = 512;
  private static final int MESSAGE_BYTES = 1024;
  private static final int JOBS = 512;

  static {
    CoapConfig.register();
    UdpConfig.register();
    DtlsConfig.register();
  }

  private CoapConfiguration() {}

  static Configuration of(CoapSettings settings) {
    CoapSettings.Limits limits = settings.limits();
    // A configuration of its own, without the file that the library would write.
    Configuration config = new Configuration();
    config.set(CoapConfig.MAX_ACTIVE_PEERS, limits.peers());
    config.set(CoapConfig.MAX_PEER_INACTIVITY_PERIOD, 10, TimeUnit.MINUTES);
    config.set(CoapConfig.MAX_SERVER_OBSERVES, 256);
    config.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, limits.threads());
    config.set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES);
    config.set(CoapConfig.MAX_MESSAGE_SIZE, MESSAGE_BYTES);
    config.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, limits.maxBodyBytes());
    config.set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, 30, TimeUnit.SECONDS);
    config.set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP);
    config.set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, 64);
    config.set(CoapConfig.NOTIFICATION_CHECK_INTERVAL_COUNT, 20);
    config.set(CoapConfig.NOTIFICATION_CHECK_INTERVAL_TIME, 5, TimeUnit.MINUTES);
    config.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
    config.set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
    config.set(UdpConfig.UDP_CONNECTOR_OUT_CAPACITY, JOBS);
    config.set(UdpConfig.UDP_RECEIVE_BUFFER_SIZE, SOCKET_BUFFER_BYTES);
    config.set(SystemConfig.HEALTH_STATUS_INTERVAL, 0, TimeUnit.SECONDS);
    settings.security().ifPresent(security -> secure(config, security, limits));
    return config;
  }

  private static void secure(
      Configuration config, CoapSettings.Security security, CoapSettings.Limits limits) {
    boolean calls = security.identity().isPresent();
    config.set(DtlsConfig.DTLS_ROLE, calls ? DtlsRole.BOTH : DtlsRole.SERVER_ONLY);
    config.set(DtlsConfig.DTLS_MAX_CONNECTIONS, limits.peers());
    config.set(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, 30, TimeUnit.MINUTES);
    config.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
    config.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
    config.set(DtlsConfig.DTLS_RECEIVE_BUFFER_SIZE, SOCKET_BUFFER_BYTES);
    config.set(DtlsConfig.DTLS_MAX_PENDING_INBOUND_JOBS, JOBS);
    config.set(DtlsConfig.DTLS_MAX_PENDING_OUTBOUND_JOBS, JOBS);
    config.set(DtlsConfig.DTLS_MAX_PENDING_HANDSHAKE_RESULT_JOBS, JOBS);
    config.set(DtlsConfig.DTLS_MAX_FRAGMENTED_HANDSHAKE_MESSAGE_LENGTH, 2048);
    // Whoever begins a handshake and leaves it takes up room for 2 + 4 + 8 s, not for a minute.
    config.set(DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT, 2, TimeUnit.SECONDS);
    config.set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, 2);
    config.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CID_BYTES);
    config.set(DtlsConfig.DTLS_UPDATE_ADDRESS_USING_CID_ON_NEWER_RECORDS, true);
    config.set(DtlsConfig.DTLS_USE_ANTI_REPLAY_FILTER, true);
    config.set(DtlsConfig.DTLS_USE_HELLO_VERIFY_REQUEST, true);
    // No resumption: a hello that names a session would be answered without proof of its address.
    config.set(DtlsConfig.DTLS_SERVER_USE_SESSION_ID, false);
    config.set(DtlsConfig.DTLS_MAC_ERROR_FILTER_QUIET_TIME, 4, TimeUnit.SECONDS);
    config.set(DtlsConfig.DTLS_MAC_ERROR_FILTER_THRESHOLD, 8);
    List<CipherSuite> suites =
        List.of(
            CipherSuite.TLS_PSK_WITH_AES_128_CCM_8,
            CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_PSK_WITH_AES_128_CCM);
    List<CipherSuite> forward =
        List.of(
            CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256,
            CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_PSK_WITH_AES_128_CCM_8);
    config.set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false);
    config.set(DtlsConfig.DTLS_CIPHER_SUITES, security.forwardSecrecy() ? forward : suites);
  }
}
