package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import io.wugan.sync.uplink.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A server that the board talks to: its name, its port, and where it is encrypted its certificate.
 *
 * @param check id of the check that asks
 * @param what the server, for people
 * @param tls whether it is encrypted
 * @param files whom to trust, and who the board is
 */
record Endpoint(String check, Bilingual what, String host, int port, boolean tls, TlsFiles files) {

  private static final int CONNECT_MILLIS = 5000;
  private static final double GOOD_MILLIS = 200;
  private static final double BEARABLE_MILLIS = 2000;
  private static final int GOOD_DAYS = 30;
  private static final int BEARABLE_DAYS = 7;

  private static final Bilingual ROUTE =
      new Bilingual(
          "Look at cable, address and route; let the port out through the site's firewall.",
          "检查网线、IP 与路由；请现场防火墙放行该端口。");

  /** Looks the name up, connects, and greets. */
  List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    InetAddress address;
    long from = System.nanoTime();
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      findings.add(
          subject("name of the ", "域名：")
              .fault(
                  new Bilingual(host + " is not known", host + " 无法解析"),
                  new Bilingual(
                      "Look at the DNS server of the site, and at the name.",
                      "检查现场 DNS 服务器与域名拼写。")));
      return findings;
    }
    findings.add(
        subject("name of the ", "域名：").atMost(millis(from), 1000, 5000, timed(host, from), ROUTE));
    from = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      findings.add(
          subject("connection to the ", "连接：")
              .wanted("at most 200 ms", "不超过 200 ms")
              .atMost(
                  millis(from), GOOD_MILLIS, BEARABLE_MILLIS, timed("port " + port, from), ROUTE));
      // A board that is not enrolled yet cannot greet; whoever asks says so.
      if (tls && files.missing().isEmpty()) {
        findings.addAll(greeted(socket));
      }
    } catch (IOException unreachable) {
      findings.add(
          subject("connection to the ", "连接：")
              .fault(Bilingual.same("port " + port + ": " + unreachable.getMessage()), ROUTE));
    }
    return findings;
  }

  private Finding.Subject subject(String english, String chinese) {
    return new Finding.Subject(
        check, "", new Bilingual(english, chinese).then(what), Bilingual.NONE);
  }

  private static double millis(long from) {
    return (System.nanoTime() - from) / 1e6;
  }

  private static String timed(String what, long from) {
    return String.format(Locale.ROOT, "%s, %.0f ms", what, millis(from));
  }

  private List<Finding> greeted(Socket plain) {
    Finding.Subject greeting =
        subject("certificate of the ", "证书：").wanted("30 days left", "剩余 30 天以上");
    try {
      plain.setSoTimeout(CONNECT_MILLIS);
      try (SSLSocket socket =
          (SSLSocket)
              files
                  .context(Instant.now())
                  .getSocketFactory()
                  .createSocket(plain, host, port, false)) {
        SSLParameters checked = socket.getSSLParameters();
        checked.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(checked);
        socket.startHandshake();
        Certificate first = socket.getSession().getPeerCertificates()[0];
        Instant until = ((X509Certificate) first).getNotAfter().toInstant();
        long days = Duration.between(Instant.now(), until).toDays();
        return List.of(
            greeting.atLeast(
                (double) days,
                GOOD_DAYS,
                BEARABLE_DAYS,
                socket.getSession().getProtocol() + ", " + days + " d",
                new Bilingual("Have the server's certificate renewed.", "请更新服务器证书。")));
      }
    } catch (IOException refused) {
      return List.of(
          greeting.fault(
              Bilingual.same(String.valueOf(refused.getMessage())),
              new Bilingual(
                  "Look at mqtt.tls (authority, own certificate, key), the name and the clock.",
                  "检查 tls 设置（CA、本机证书、私钥）、域名与本机时间。")));
    }
  }
}
