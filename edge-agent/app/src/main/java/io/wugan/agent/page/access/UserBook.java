package io.wugan.agent.page.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Users and their passwords, in one file of mode 0600 that is read anew at each start. At most
 * {@value #MOST_USERS}. Thread-safe; hashing a password blocks its caller alone.
 */
public final class UserBook {

  /** As many users as a board has. */
  public static final int MOST_USERS = 32;

  /** What a name may be, in words. */
  public static final String NAME_ALLOWED = "1 to 32 of letters, digits, '.', '_' and '-'";

  /** What a password may be, in words. */
  public static final String PASSWORD_ALLOWED =
      "10 to 128 characters, not one character again and again, and not the name";

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]{1,32}");
  private static final int SHORTEST = 10;
  private static final int LONGEST = 128;
  private static final JsonMapper JSON = new JsonMapper();

  private record Entry(User user, PasswordHash password) {}

  private final Path file;
  private final InstantSource clock;
  private final int rounds;
  private final SecureRandom random = new SecureRandom();
  private final PasswordHash nobody;
  private Map<String, Entry> entries; // guarded by this

  private UserBook(Path file, InstantSource clock, int rounds, Map<String, Entry> entries) {
    this.file = file;
    this.clock = clock;
    this.rounds = rounds;
    this.entries = entries;
    this.nobody = PasswordHash.ofNobody(rounds, random);
  }

  /**
   * Reads the users of a board; none where there is no file.
   *
   * @param file {@code users.json}
   * @param clock when users are made
   * @throws IOException if the file cannot be read, or is none of users: somebody who can write
   *     there must look, for starting without users would open the first use to anybody
   */
  public static UserBook open(Path file, InstantSource clock) throws IOException {
    return open(file, clock, PasswordHash.ROUNDS);
  }

  /**
   * The same with another cost of each guess.
   *
   * @param rounds of PBKDF2 for passwords that are set from now on, 1000 or more
   */
  public static UserBook open(Path file, InstantSource clock, int rounds) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (Files.exists(file)) {
      try {
        for (JsonNode each : JSON.readTree(Files.readAllBytes(file))) {
          Entry entry = read(each);
          entries.put(entry.user().name(), entry);
        }
      } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
        throw new IOException(
            file + ": is no file of users; mend it, or remove it and use 'wugan page code'",
            damaged);
      }
    }
    return new UserBook(file, clock, rounds, entries);
  }

  private static Entry read(JsonNode json) {
    return new Entry(
        new User(
            json.path("name").asText(),
            Role.valueOf(json.path("role").asText()),
            Instant.parse(json.path("since").asText())),
        PasswordHash.parse(json.path("password").asText()));
  }

  /** Whether nobody can log in yet. */
  public synchronized boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Everybody, in the order of their making. */
  public synchronized List<User> list() {
    return entries.values().stream().map(Entry::user).toList();
  }

  /** Whoever has this name. */
  public synchronized Optional<User> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::user);
  }

  /**
   * Whoever has this name and this password. Takes as long for a name that nobody has, so that
   * names cannot be found out by the time it takes.
   */
  public Optional<User> check(String name, char[] password) {
    Optional<Entry> known;
    synchronized (this) {
      known = Optional.ofNullable(entries.get(name));
    }
    boolean right = known.map(Entry::password).orElse(nobody).matches(password);
    return right ? known.map(Entry::user) : Optional.empty();
  }

  /**
   * Makes a user, or gives one that is there another role and password.
   *
   * @throws AccessRefusedException if the name or the password cannot be one, or there are too many
   * @throws IOException if the file cannot be written; nothing has changed
   */
  public void put(String name, Role role, char[] password) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new AccessRefusedException("this cannot be a name", "name", NAME_ALLOWED);
    }
    checkPassword(name, password);
    PasswordHash hash = PasswordHash.of(password, rounds, random);
    synchronized (this) {
      Map<String, Entry> next = new LinkedHashMap<>(entries);
      Entry before = next.get(name);
      Instant since = before == null ? clock.instant() : before.user().since();
      next.put(name, new Entry(new User(name, role, since), hash));
      if (next.size() > MOST_USERS) {
        throw new AccessRefusedException(
            "there are " + MOST_USERS + " users already", "name", "at most " + MOST_USERS);
      }
      replace(next);
    }
  }

  private static void checkPassword(String name, char[] password) {
    String text = new String(password);
    boolean monotone = text.chars().distinct().count() < 3;
    if (text.length() < SHORTEST || text.length() > LONGEST || monotone || text.equals(name)) {
      throw new AccessRefusedException(
          "this password is too easily guessed", "password", PASSWORD_ALLOWED);
    }
  }

  /**
   * Removes a user.
   *
   * @return whether there was one
   * @throws AccessRefusedException if it is the last installer
   * @throws IOException if the file cannot be written; nothing has changed
   */
  public synchronized boolean remove(String name) throws IOException {
    Map<String, Entry> next = new LinkedHashMap<>(entries);
    if (next.remove(name) == null) {
      return false;
    }
    requireInstaller(next);
    replace(next);
    return true;
  }

  /**
   * Gives a user another role.
   *
   * @return whether there is such a user
   * @throws AccessRefusedException if it is the last installer
   * @throws IOException if the file cannot be written; nothing has changed
   */
  public synchronized boolean changeRole(String name, Role role) throws IOException {
    Entry before = entries.get(name);
    if (before == null) {
      return false;
    }
    Map<String, Entry> next = new LinkedHashMap<>(entries);
    next.put(name, new Entry(new User(name, role, before.user().since()), before.password()));
    requireInstaller(next);
    replace(next);
    return true;
  }

  private static void requireInstaller(Map<String, Entry> next) {
    if (next.values().stream().noneMatch(each -> each.user().role() == Role.INSTALLER)) {
      throw new AccessRefusedException(
          "the last installer must stay", "name", "at least one user with the role INSTALLER");
    }
  }

  private void replace(Map<String, Entry> next) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    for (Entry entry : new ArrayList<>(next.values())) {
      ObjectNode json = all.addObject();
      json.put("name", entry.user().name());
      json.put("role", entry.user().role().name());
      json.put("since", entry.user().since().toString());
      json.put("password", entry.password().text());
    }
    PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
    entries = next;
  }
}
