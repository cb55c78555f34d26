package io.wugan.lab.lot;

import io.wugan.core.plate.PlateAlphabet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which character is read for which, as counted on the validation pictures and on the rendered and
 * shrunk sets (see the guide to recognition). One in five wrong characters is any other of its
 * kind, so that pairs which were not met occur too.
 */
final class Misreadings {

  private static final String RESOURCE = "misreadings.csv";
  private static final double UNSEEN_PAIR = 0.2;
  private static final String SERIAL = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

  private final Map<Character, StringBuilder> readFor = new HashMap<>();
  private final Map<Character, Integer> weights = new HashMap<>();

  Misreadings() {
    for (String line : lines()) {
      List<String> fields = List.of(line.split(",", -1));
      char known = fields.get(0).charAt(0);
      int count = Integer.parseInt(fields.get(2));
      readFor.computeIfAbsent(known, c -> new StringBuilder()).append(fields.get(1).repeat(count));
      weights.merge(known, count, Integer::sum);
    }
  }

  private static List<String> lines() {
    try (InputStream in = Misreadings.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in the program");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return reader.lines().skip(1).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The text with one character wrong: the likelier the more often that character was misread. */
  String oneWrong(String text, RandomGenerator random) {
    int place = place(text, random);
    return text.substring(0, place) + wrong(text.charAt(place), random) + text.substring(place + 1);
  }

  private int place(String text, RandomGenerator random) {
    int total = text.chars().map(c -> weight((char) c)).sum();
    int left = random.nextInt(total);
    for (int i = 0; i < text.length(); i++) {
      left -= weight(text.charAt(i));
      if (left < 0) {
        return i;
      }
    }
    return text.length() - 1;
  }

  private int weight(char c) {
    return 1 + weights.getOrDefault(c, 0);
  }

  private char wrong(char right, RandomGenerator random) {
    StringBuilder seen = readFor.get(right);
    if (seen != null && random.nextDouble() >= UNSEEN_PAIR) {
      return seen.charAt(random.nextInt(seen.length()));
    }
    String kind = PlateAlphabet.isProvince(right) ? PlateAlphabet.PROVINCES : SERIAL;
    char other = kind.charAt(random.nextInt(kind.length()));
    return other == right ? wrong(right, random) : other;
  }
}
