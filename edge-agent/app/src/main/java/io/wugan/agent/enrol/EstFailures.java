package io.wugan.agent.enrol;

import io.wugan.core.text.Bilingual;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import javax.net.ssl.SSLException;

/** Puts what goes wrong with an EST server into words for whoever installs the board. Immutable. */
final class EstFailures {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TIMED_OUT = 408;
  private static final int CONFLICT = 409;
  private static final int GONE = 410;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final int MOST_TEXT = 200;
  private static final int DEEPEST = 12;

  private final URI base;

  EstFailures(URI base) {
    this.base = base;
  }

  /** An answer that is no certificate. */
  EnrolException refusal(String operation, int status, byte[] body) {
    String said = said(body);
    String english = "%s answers %d to %s%s".formatted(base, status, operation, said);
    String chinese = "%s 应答 %d%s".formatted(base, status, said);
    if (status >= SERVER_ERROR || status == TOO_MANY || status == TIMED_OUT) {
      return EnrolException.later(new Bilingual(english, chinese));
    }
    Bilingual why =
        switch (status) {
          case UNAUTHORIZED ->
              new Bilingual(
                  "the cloud does not know the claim token, or it is not this board's: ask for"
                      + " another one; ",
                  "云端不认可此认领令牌（claim token）：请重新申领；");
          case FORBIDDEN, CONFLICT, GONE ->
              new Bilingual(
                  "the cloud refuses: the claim token was used already, or the certificate may not"
                      + " be renewed: ask for another token; ",
                  "云端拒绝：令牌已被使用，或证书不可续签，请重新申领令牌；");
          case NOT_FOUND ->
              new Bilingual(
                  "no EST server at this address: look at the address; ", "该地址没有 EST 服务：请检查地址；");
          default -> new Bilingual("the cloud refuses: ", "云端拒绝：");
        };
    return EnrolException.refused(why.then(new Bilingual(english, chinese)));
  }

  // Text of a server that is trusted, but shown on a terminal all the same.
  private static String said(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}]+", " ").strip();
    if (text.isEmpty()) {
      return "";
    }
    return ": " + (text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text);
  }

  /** A request that had no answer. */
  EnrolException trouble(Throwable failed) {
    if (find(failed, CertificateNotYetValidException.class)) {
      return EnrolException.later(
          new Bilingual(
              base
                  + ": by this board's clock, "
                  + Instant.now()
                  + ", the server's certificate is not good yet: the clock is to be set first",
              base + "：按本机时间 " + Instant.now() + "，服务器证书尚未生效，请等待校时"),
          failed);
    }
    if (find(failed, CertificateExpiredException.class)) {
      return EnrolException.later(
          new Bilingual(
              base
                  + ": by this board's clock, "
                  + Instant.now()
                  + ", the server's certificate has run out: it is to be renewed, or the clock is"
                  + " ahead",
              base + "：按本机时间 " + Instant.now() + "，服务器证书已过期：请更新服务器证书或校正本机时间"),
          failed);
    }
    if (find(failed, CertPathBuilderException.class)) {
      return EnrolException.refused(
          new Bilingual(
              base
                  + ": the server's certificate is from an authority that this board does not"
                  + " trust: look at 'ca'",
              base + "：服务器证书的签发机构不受信任：请检查 ca"),
          failed);
    }
    if (find(failed, CertificateException.class)) {
      return EnrolException.refused(
          new Bilingual(
              base
                  + ": the server's certificate is for another name than "
                  + base.getHost()
                  + ": "
                  + root(failed),
              base + "：服务器证书与域名 " + base.getHost() + " 不符"),
          failed);
    }
    String reason = reason(failed);
    return EnrolException.later(
        new Bilingual(base + " cannot be reached: " + reason, "无法连接 " + base + "：" + reason),
        failed);
  }

  private String reason(Throwable failed) {
    if (find(failed, UnknownHostException.class)
        || String.valueOf(root(failed)).contains("Unresolved")) {
      return "the name " + base.getHost() + " is not known (DNS)";
    }
    if (find(failed, SSLException.class)) {
      return "TLS: " + root(failed);
    }
    return root(failed);
  }

  private static boolean find(Throwable failed, Class<? extends Throwable> kind) {
    Throwable one = failed;
    for (int i = 0; one != null && i < DEEPEST; i++) {
      if (kind.isInstance(one)) {
        return true;
      }
      one = one.getCause();
    }
    return false;
  }

  private static String root(Throwable failed) {
    Throwable one = failed;
    for (int i = 0; one.getCause() != null && i < DEEPEST; i++) {
      one = one.getCause();
    }
    return one.getMessage() == null ? one.getClass().getSimpleName() : one.getMessage();
  }
}
