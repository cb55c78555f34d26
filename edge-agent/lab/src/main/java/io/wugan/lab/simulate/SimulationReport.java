package io.wugan.lab.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.NumberFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The figures of a simulation, for people and for programs. Immutable once made. */
final class SimulationReport {
  private final Map<String, Object> lines = new LinkedHashMap<>();
  private final boolean holds;

  SimulationReport(SimulationSettings settings, Simulation simulation, Optional<BillCheck> bills) {
    SimulationFigures figures = simulation.figures();
    double seconds = simulation.wall().toMillis() / 1000.0;
    double cpuSeconds = simulation.cpuTime().toMillis() / 1000.0;
    lines.put("lots", settings.lots());
    lines.put("connections", Math.min(settings.connections(), settings.lots()));
    lines.put("connects", figures.connects);
    lines.put("events", figures.events);
    lines.put("messages", figures.messages);
    lines.put("acknowledged", figures.acknowledged);
    lines.put("refused", figures.nacked);
    lines.put("sentAgain", figures.resent);
    lines.put("acknowledgedBeforeSent", figures.ahead);
    lines.put("askedForInVain", figures.askedInVain);
    lines.put("lost", figures.lost);
    lines.put("seconds", round(seconds));
    lines.put("eventsPerSecond", round(figures.acknowledged / Math.max(0.001, seconds)));
    lines.put("ackMillisP50", figures.latencies.quantile(0.50));
    lines.put("ackMillisP95", figures.latencies.quantile(0.95));
    lines.put("ackMillisP99", figures.latencies.quantile(0.99));
    lines.put("cpuSeconds", round(cpuSeconds));
    lines.put("cpuCores", round(cpuSeconds / Math.max(0.001, seconds)));
    bills.ifPresent(this::add);
    holds =
        figures.lost == 0
            && figures.nacked == 0
            && figures.ahead == 0
            && figures.acknowledged == figures.events
            && bills.map(BillCheck::holds).orElse(true);
    lines.put("holds", holds);
  }

  private void add(BillCheck bills) {
    lines.put("staysToBill", bills.expected());
    lines.put("staysBilled", bills.billed());
    lines.put("notBilled", bills.lacking());
    lines.put("billedWithoutReason", bills.surplus());
    lines.put("billedTwice", bills.repeated());
    lines.put("billedAtAnotherPrice", bills.wrong());
    lines.put("fenToBill", bills.expectedFen());
    lines.put("fenBilled", bills.billedFen());
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  boolean holds() {
    return holds;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach((name, value) -> text.append("%-24s %s%n".formatted(name, shown(value))));
    return text.toString();
  }

  private static String shown(Object value) {
    if (value instanceof Boolean) {
      return value.toString();
    }
    NumberFormat grouped = NumberFormat.getInstance(Locale.ROOT);
    grouped.setMaximumFractionDigits(2);
    return grouped.format(value);
  }

  String json() {
    ObjectNode node = new ObjectMapper().valueToTree(lines);
    return node.toString();
  }
}
