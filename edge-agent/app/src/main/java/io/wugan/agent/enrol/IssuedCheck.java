package io.wugan.agent.enrol;

import io.wugan.core.text.Bilingual;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Looks at a certificate before it is put in force: the board's key, the board's name, good now,
 * for clients, from one of the authorities (RFC 5280, section 6). Stateless.
 */
final class IssuedCheck {

  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String ANY_USAGE = "2.5.29.37.0";

  // A server signs from its own time on, which may be a little ahead.
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private IssuedCheck() {}

  /**
   * The board's certificate of an answer, and what leads to its authority, that left out.
   *
   * @param answer what the server sent
   * @param authorities those that may have signed it
   * @param at the time by which it must be good
   * @throws EnrolException if there is none that will do; says why
   */
  static List<X509Certificate> chain(
      List<X509Certificate> answer,
      PublicKey key,
      String name,
      List<X509Certificate> authorities,
      Instant at)
      throws EnrolException {
    X509Certificate own = own(answer, key);
    checkName(own, name);
    checkTime(own, at);
    checkUsage(own);
    List<X509Certificate> chain = new ArrayList<>(List.of(own));
    Instant from = own.getNotBefore().toInstant();
    chain.addAll(path(own, answer, authorities, at.isBefore(from) ? from : at));
    return chain;
  }

  private static X509Certificate own(List<X509Certificate> answer, PublicKey key)
      throws EnrolException {
    for (X509Certificate one : answer) {
      if (Arrays.equals(one.getPublicKey().getEncoded(), key.getEncoded())) {
        return one;
      }
    }
    throw refused("none of the certificates in the answer has this board's key", "应答中没有本机密钥的证书");
  }

  private static void checkName(X509Certificate own, String name) throws EnrolException {
    String found = commonName(own).orElse("");
    if (!found.equals(name)) {
      throw refused(
          "the certificate is for '%s'; wanted is '%s' (site-edge)".formatted(found, name),
          "证书名称为“%s”，应为“%s”（site-edge）".formatted(found, name));
    }
  }

  /** The common name of a certificate. */
  static Optional<String> commonName(X509Certificate certificate) {
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return Optional.of(part.getValue().toString());
        }
      }
      return Optional.empty();
    } catch (InvalidNameException nameless) {
      return Optional.empty();
    }
  }

  private static void checkTime(X509Certificate own, Instant at) throws EnrolException {
    Instant from = own.getNotBefore().toInstant();
    Instant until = own.getNotAfter().toInstant();
    if (at.isBefore(from.minus(CLOCK_TOLERANCE))) {
      throw refused(
          "the certificate is good from %s on; the board's clock says %s".formatted(from, at),
          "证书自 %s 起有效，本机时间为 %s".formatted(from, at));
    }
    if (!at.isBefore(until)) {
      throw refused(
          "the certificate was good until %s; the board's clock says %s".formatted(until, at),
          "证书已于 %s 到期，本机时间为 %s".formatted(until, at));
    }
  }

  private static void checkUsage(X509Certificate own) throws EnrolException {
    try {
      List<String> usages = own.getExtendedKeyUsage();
      if (usages != null && !usages.contains(CLIENT_AUTH) && !usages.contains(ANY_USAGE)) {
        throw refused("the certificate is not for clients (extended key usage)", "证书不可用于客户端认证");
      }
    } catch (CertificateParsingException unreadable) {
      throw refused("the certificate's key usage cannot be read", "无法读取证书用途");
    }
  }

  private static List<X509Certificate> path(
      X509Certificate own,
      List<X509Certificate> answer,
      List<X509Certificate> authorities,
      Instant at)
      throws EnrolException {
    Set<TrustAnchor> anchors = new HashSet<>();
    authorities.forEach(each -> anchors.add(new TrustAnchor(each, null)));
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(own);
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(answer)));
      PKIXCertPathBuilderResult built =
          (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
      List<X509Certificate> between = new ArrayList<>();
      for (Certificate one : built.getCertPath().getCertificates()) {
        if (!one.equals(own)) {
          between.add((X509Certificate) one);
        }
      }
      return between;
    } catch (CertPathBuilderException foreign) {
      throw EnrolException.refused(
          new Bilingual(
              "the certificate comes from none of the authorities that the server names (cacerts)",
              "证书不是由服务器公布的 CA（cacerts）签发"),
          foreign);
    } catch (GeneralSecurityException unusable) {
      throw EnrolException.refused(
          Bilingual.same("the certificate cannot be checked: " + unusable.getMessage()), unusable);
    }
  }

  private static EnrolException refused(String english, String chinese) {
    return EnrolException.refused(new Bilingual(english, chinese));
  }
}
