package io.wugan.agent.page.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may log in, for how long, and how often they may guess. */
class AccessTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  private static final String GOOD = "a good password";

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();

  private UserBook users() throws IOException {
    return UserBook.open(folder.resolve("users.json"), CLOCK, 1_000);
  }

  private void pass(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  @Test
  void password_isKeptAsOwaspWants_andOnlyTheRightOneMatches() {
    PasswordHash hash =
        PasswordHash.of(GOOD.toCharArray(), PasswordHash.ROUNDS, new SecureRandom());
    assertThat(hash.text()).startsWith("pbkdf2-sha512$210000$").doesNotContain(GOOD);
    assertThat(PasswordHash.parse(hash.text()).matches(GOOD.toCharArray())).isTrue();
    assertThat(PasswordHash.parse(hash.text()).matches("a good passworD".toCharArray())).isFalse();
    assertThat(hash.toString()).isEqualTo("pbkdf2-sha512$…");
    assertThatThrownBy(() -> PasswordHash.parse("pbkdf2-sha512$10$00$00"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void user_isThereAfterARestart() throws IOException {
    users().put("李工", Role.INSTALLER, GOOD.toCharArray());
    UserBook again = users();
    assertThat(again.check("李工", GOOD.toCharArray()))
        .contains(new User("李工", Role.INSTALLER, CLOCK.instant()));
    assertThat(again.check("李工", "another one".toCharArray())).isEmpty();
    assertThat(again.check("nobody", GOOD.toCharArray())).isEmpty();
  }

  @Test
  void fileOfUsers_damaged_isNoInvitation() throws IOException {
    Files.writeString(folder.resolve("users.json"), "[{\"name\": \"li\", \"role\": \"KING\"}]");
    assertThatIOException().isThrownBy(this::users).withMessageContaining("is no file of users");
  }

  @Test
  void namesAndPasswords_thatAreNone_areRefusedWithWhatIsAllowed() throws IOException {
    UserBook users = users();
    for (String name : new String[] {"", "a b", "a/b", "<b>", "x".repeat(33)}) {
      assertThatThrownBy(() -> users.put(name, Role.VIEWER, GOOD.toCharArray()))
          .isInstanceOfSatisfying(
              AccessRefusedException.class,
              refused -> assertThat(refused.allowed()).isEqualTo(UserBook.NAME_ALLOWED));
    }
    for (String password :
        new String[] {"short", "x".repeat(129), "aaaaaaaaaaaa", "ababababababab", "li-the-first"}) {
      assertThatThrownBy(() -> users.put("li-the-first", Role.VIEWER, password.toCharArray()))
          .as(password)
          .isInstanceOf(AccessRefusedException.class);
    }
    assertThat(users.isEmpty()).isTrue();
  }

  @Test
  void lastInstaller_canNeitherGoNorBeLess() throws IOException {
    UserBook users = users();
    users.put("boss", Role.INSTALLER, GOOD.toCharArray());
    users.put("li", Role.OPERATOR, GOOD.toCharArray());
    assertThatThrownBy(() -> users.remove("boss")).isInstanceOf(AccessRefusedException.class);
    assertThatThrownBy(() -> users.changeRole("boss", Role.VIEWER))
        .isInstanceOf(AccessRefusedException.class);
    assertThat(users.changeRole("li", Role.INSTALLER)).isTrue();
    assertThat(users.remove("boss")).isTrue();
    assertThat(users.remove("boss")).isFalse();
    assertThat(users().list()).extracting(User::name).containsExactly("li");
  }

  @Test
  void users_areNoMoreThanThereMayBe() throws IOException {
    UserBook users = users();
    for (int i = 0; i < UserBook.MOST_USERS; i++) {
      users.put("u" + i, Role.INSTALLER, GOOD.toCharArray());
    }
    assertThatThrownBy(() -> users.put("one-more", Role.VIEWER, GOOD.toCharArray()))
        .isInstanceOf(AccessRefusedException.class);
    users.put("u0", Role.VIEWER, GOOD.toCharArray());
    assertThat(users.list()).hasSize(UserBook.MOST_USERS);
  }

  @Test
  void session_endsWhenIdleOrOld_andPollingKeepsNoneAlive() {
    SessionBook sessions = new SessionBook(nanos::get);
    PageSession session = sessions.begin("li");
    assertThat(session.toString()).doesNotContain(session.token(), session.csrf());
    for (int i = 0; i < 23; i++) {
      pass(Duration.ofMinutes(29));
      assertThat(sessions.find(session.token(), true)).contains(session);
    }
    pass(Duration.ofMinutes(29));
    assertThat(sessions.find(session.token(), true)).isPresent();
    pass(Duration.ofMinutes(29));
    assertThat(sessions.find(session.token(), true)).as("older than twelve hours").isEmpty();
    PageSession polled = sessions.begin("li");
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofMinutes(10));
      assertThat(sessions.find(polled.token(), false)).isPresent();
    }
    pass(Duration.ofMinutes(1));
    assertThat(sessions.find(polled.token(), false)).isEmpty();
  }

  @Test
  void sessions_areBounded_theLeastUsedGoes_andTokensAreLongAndDiffer() {
    SessionBook sessions = new SessionBook(nanos::get);
    PageSession first = sessions.begin("first");
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < SessionBook.MOST; i++) {
      PageSession next = sessions.begin("li");
      tokens.add(next.token());
      tokens.add(next.csrf());
      assertThat(next.token()).hasSize(43);
    }
    assertThat(tokens).hasSize(2 * SessionBook.MOST);
    assertThat(sessions.size()).isEqualTo(SessionBook.MOST);
    assertThat(sessions.find(first.token(), true)).isEmpty();
    sessions.endAll("li", Optional.empty());
    assertThat(sessions.size()).isZero();
  }

  @Test
  void failures_costMoreAndMore_untilTheLimit_andTimeForgivesThem() {
    LoginThrottle throttle = new LoginThrottle(Duration.ofMinutes(1), nanos::get);
    for (int i = 0; i < 3; i++) {
      assertThat(throttle.wait("a")).isZero();
      throttle.failed("a");
    }
    assertThat(throttle.wait("a")).isEqualTo(Duration.ofSeconds(1));
    throttle.failed("a");
    assertThat(throttle.wait("a")).isEqualTo(Duration.ofSeconds(2));
    assertThat(throttle.wait("b")).isZero();
    for (int i = 0; i < 60; i++) {
      throttle.failed("a");
    }
    assertThat(throttle.wait("a")).isEqualTo(Duration.ofMinutes(1));
    pass(Duration.ofMinutes(1));
    assertThat(throttle.wait("a")).isZero();
    throttle.failed("a");
    assertThat(throttle.wait("a")).isEqualTo(Duration.ofMinutes(1));
    pass(Duration.ofMinutes(11));
    assertThat(throttle.wait("a")).isZero();
    throttle.failed("a");
    assertThat(throttle.wait("a")).as("begins anew").isZero();
  }

  @Test
  void throttle_isBounded() {
    LoginThrottle throttle = new LoginThrottle(Duration.ofMinutes(1), nanos::get);
    for (int i = 0; i < 5_000; i++) {
      throttle.failed("10.0.0." + i);
    }
    assertThat(throttle.size()).isEqualTo(LoginThrottle.MOST);
  }

  @Test
  void code_isOfSixtyBits_matchesHoweverTyped_andGoesWhenUsed() throws IOException {
    FirstUseCode code = new FirstUseCode(folder.resolve("page/first-use"));
    assertThat(code.find()).isEmpty();
    assertThat(code.matches("")).as("no code matches nothing").isFalse();
    String made = code.make();
    assertThat(made).matches("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}");
    assertThat(new FirstUseCode(folder.resolve("page/first-use")).find()).contains(made);
    assertThat(code.matches(" " + made.replace("-", "").toLowerCase() + " ")).isTrue();
    assertThat(code.matches(made.substring(1))).isFalse();
    String next = code.make();
    assertThat(next).isNotEqualTo(made);
    assertThat(code.matches(made)).isFalse();
    code.use();
    assertThat(code.matches(next)).isFalse();
  }

  @Test
  void audit_isBounded_keepsTheNewest_andOneLineEach() throws IOException {
    AuditLog audit = new AuditLog(folder.resolve("audit.jsonl"), CLOCK, 2_000);
    for (int i = 0; i < 100; i++) {
      audit.note("li\n{\"who\":\"boss\"}", "10.0.0.1", "login", "no " + i);
    }
    assertThat(Files.size(folder.resolve("audit.jsonl"))).isLessThan(2_000);
    assertThat(Files.size(folder.resolve("audit.jsonl.1"))).isLessThan(2_000);
    assertThat(audit.latest(3))
        .extracting(line -> line.path("about").asText())
        .containsExactly("no 99", "no 98", "no 97");
    assertThat(audit.latest(500)).hasSizeBetween(20, 100);
    assertThat(audit.latest(1).get(0).path("who").asText()).startsWith("li {");
  }
}
