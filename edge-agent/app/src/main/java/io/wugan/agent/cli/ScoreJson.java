package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.cli.EvaluateCommand.Measured;
import io.wugan.agent.evaluate.Acceptance;
import io.wugan.agent.evaluate.Calibration;
import io.wugan.agent.evaluate.FalseRead;
import io.wugan.agent.evaluate.Score;
import io.wugan.agent.evaluate.Tally;
import java.util.Map;
import java.util.TreeMap;

/** What {@code evaluate} prints for programs: one JSON object a set. */
final class ScoreJson {

  private static final JsonMapper JSON = new JsonMapper();

  private ScoreJson() {}

  static String line(Measured measured, boolean calibration) {
    Score score = measured.score;
    ObjectNode line =
        JSON.createObjectNode()
            .put("labels", measured.name)
            .put("pictures", score.pictures())
            .put("plates", score.all().total())
            .put("exact", score.all().exact())
            .put("exactWithoutProvince", score.all().withoutProvince())
            .put("characters", score.confusions().characters())
            .put("charactersRight", score.confusions().charactersRight())
            .put("provinces", score.confusions().provinces())
            .put("provincesRight", score.confusions().provincesRight())
            .put("nothingRead", score.nothingRead())
            .put("wrongOnly", score.wrongOnly());
    falseReads(line, measured);
    line.put("medianMillis", measured.quantileMillis(0.5))
        .put("p95Millis", measured.quantileMillis(0.95));
    tallies(line.putObject("categories"), score.byCategory());
    tallies(line.putObject("colors"), score.byColor());
    acceptance(line.putObject("accepted"), Acceptance.of(score.outcomes(), measured.threshold));
    if (calibration) {
      calibration(line.putObject("calibration"), Calibration.of(score.outcomes()));
    }
    ObjectNode confusions = line.putObject("confusions");
    new TreeMap<>(score.confusions().pairs()).forEach(confusions::put);
    ObjectNode seen = line.putObject("charactersSeen");
    new TreeMap<>(score.confusions().seen()).forEach((c, n) -> seen.put(String.valueOf(c), n));
    return line + "\n";
  }

  private static void falseReads(ObjectNode line, Measured measured) {
    Score score = measured.score;
    long pictures = score.falseReads().stream().map(FalseRead::file).distinct().count();
    line.put("picturesWithoutPlate", score.picturesWithoutPlate()).put("falseReads", pictures);
    ArrayNode accepted = line.putArray("acceptedFalseReads");
    for (FalseRead one : score.falseReads(measured.threshold)) {
      accepted
          .addObject()
          .put("file", one.file().toString())
          .put("plate", one.read().text())
          .put("confidence", one.read().confidence());
    }
  }

  private static void tallies(ObjectNode into, Map<? extends Comparable<?>, Tally> tallies) {
    tallies.entrySet().stream()
        .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
        .forEach(
            one ->
                into.putObject(one.getKey().toString())
                    .put("exact", one.getValue().exact())
                    .put("exactWithoutProvince", one.getValue().withoutProvince())
                    .put("plates", one.getValue().total()));
  }

  private static void acceptance(ObjectNode into, Acceptance at) {
    into.put("threshold", at.threshold())
        .put("accepted", at.accepted())
        .put("right", at.right())
        .put("wrong", at.wrong())
        .put("rejected", at.rejected());
  }

  private static void calibration(ObjectNode into, Calibration calibration) {
    into.put("expectedError", calibration.expectedError());
    calibration.cautious().ifPresent(at -> acceptance(into.putObject("cautious"), at));
    ArrayNode bins = into.putArray("bins");
    for (Calibration.Bin bin : calibration.bins()) {
      bins.addObject()
          .put("from", bin.from())
          .put("to", bin.to())
          .put("reads", bin.reads())
          .put("right", bin.right())
          .put("meanConfidence", bin.meanConfidence());
    }
  }
}
