package io.wugan.lab.lot;

import io.wugan.core.plate.PlateColor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The vehicles of a town: 45 % blue and 25 % new energy of its own city, 30 % from anywhere, and a
 * fleet whose plates follow one another.
 */
final class Fleet {

  private static final String OFFICES = "ABCDEFGHJKL";
  private static final String SERIAL_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final String PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";

  private Fleet() {}

  static List<Vehicle> make(int count, int neighbours, RandomGenerator random) {
    List<Vehicle> vehicles = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < neighbours; i++) {
      String plate = String.format(Locale.ROOT, "浙AT%04d", 1001 + i);
      taken.add(plate);
      vehicles.add(new Vehicle(plate, PlateColor.BLUE));
    }
    while (vehicles.size() < count) {
      Vehicle vehicle = any(random);
      if (taken.add(vehicle.plate)) {
        vehicles.add(vehicle);
      }
    }
    return vehicles;
  }

  private static Vehicle any(RandomGenerator random) {
    double kind = random.nextDouble();
    if (kind < 0.45) {
      return new Vehicle("浙A" + serial(random), PlateColor.BLUE);
    }
    if (kind < 0.70) {
      char letter = random.nextInt(5) < 4 ? 'D' : 'F';
      String digits = String.format(Locale.ROOT, "%05d", random.nextInt(100_000));
      return new Vehicle("浙A" + letter + digits, PlateColor.GREEN);
    }
    String province = any(PROVINCES, random) + any(OFFICES, random);
    return new Vehicle(province + serial(random), PlateColor.BLUE);
  }

  private static String serial(RandomGenerator random) {
    StringBuilder serial = new StringBuilder();
    int letters = random.nextInt(3);
    for (int i = 0; i < 5; i++) {
      serial.append(random.nextInt(10));
    }
    for (int i = 0; i < letters; i++) {
      serial.replace(i, i + 1, any(SERIAL_LETTERS, random));
    }
    return serial.toString();
  }

  private static String any(String alphabet, RandomGenerator random) {
    return String.valueOf(alphabet.charAt(random.nextInt(alphabet.length())));
  }
}
