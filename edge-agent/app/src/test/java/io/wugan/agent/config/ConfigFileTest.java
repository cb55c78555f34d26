package io.wugan.agent.config;

import static io.wugan.agent.config.ConfigTexts.FOLDER;
import static io.wugan.agent.config.ConfigTexts.LEAST;
import static io.wugan.agent.config.ConfigTexts.good;
import static io.wugan.agent.config.ConfigTexts.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.agent.config.AgentConfig.CameraPace;
import io.wugan.agent.config.AgentConfig.RecognitionConfig;
import io.wugan.agent.config.AgentConfig.RecordedCamera;
import io.wugan.agent.config.Problem.Severity;
import io.wugan.core.lane.Approach;
import io.wugan.core.lane.LaneGeometry;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.SharePoint;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.lane.TripLine;
import io.wugan.core.plate.PlateAlphabet;
import io.wugan.core.session.MatchSettings;
import io.wugan.recognition.PictureRegion;
import io.wugan.sync.evidence.EvidencePolicy;
import io.wugan.sync.evidence.UploadSettings;
import io.wugan.sync.uplink.MqttVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  @Test
  void file_withLeastKeys_hasDefaults() {
    AgentConfig config = good(LEAST);
    assertThat(config.mqtt().version()).isEqualTo(MqttVersion.V3_1_1);
    assertThat(config.mqtt().root()).isEqualTo("wugan");
    assertThat(config.mqtt().resendAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.mqtt().reconnectMin()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.mqtt().reconnectMax()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.mqtt().username()).isEmpty();
    assertThat(config.mqtt().passwordFile()).isEmpty();
    assertThat(config.maxStay()).isEqualTo(Duration.ofDays(30));
    assertThat(config.recognition().threads()).isEqualTo(1);
    assertThat(config.recognition().modelDirectory()).isEmpty();
    assertThat(config.tracker()).isEqualTo(TrackerSettings.DEFAULT);
    assertThat(config.evidence()).isEqualTo(EvidencePolicy.DEFAULT);
    assertThat(config.upload()).isEqualTo(UploadSettings.OFF);
    assertThat(config.lanes())
        .singleElement()
        .satisfies(
            lane -> {
              assertThat(lane.lane().id()).isEqualTo("in");
              assertThat(lane.lane().role()).isEqualTo(LaneRole.ENTRY);
              assertThat(lane.lane().approach()).isEqualTo(Approach.MEANS_NOTHING);
              assertThat(lane.camera())
                  .isEqualTo(
                      new RecordedCamera(
                          "cam-in", FOLDER.resolve("in.mp4"), false, CameraPace.REALTIME));
              assertThat(lane.region()).isEqualTo(PictureRegion.WHOLE);
            });
  }

  @Test
  void region_ofALane_isReadAndItsEdgesChecked() {
    String lane = "camera: {file: in.mp4}, region: {left: %s, right: %s}}";
    String text = LEAST.replace("camera: {file: in.mp4}}", lane);
    assertThat(good(text.formatted(0.25, 0.75)).lanes().get(0).region())
        .isEqualTo(new PictureRegion(0.25, 0, 0.75, 1));
    assertThat(problems(text.formatted(0.5, 0.5)))
        .containsExactly(
            "f:6: error: lanes[0].region.right: found '0.5'; allowed: a number from 0.55 to 1");
  }

  @Test
  void laneInThePicture_isReadAndItsPointsChecked() {
    String lane = "camera: {file: in.mp4}, polygon: %s, tripLine: %s}";
    String text = LEAST.replace("camera: {file: in.mp4}}", lane);
    LaneGeometry geometry =
        good(text.formatted("[[0, 0], [1, 0.5], [0, 1]]", "[[0, 0.8], [1, 0.8]]"))
            .lanes()
            .get(0)
            .lane()
            .geometry();
    assertThat(geometry.area().orElseThrow().corners())
        .containsExactly(new SharePoint(0, 0), new SharePoint(1, 0.5), new SharePoint(0, 1));
    assertThat(geometry.tripLine())
        .contains(new TripLine(new SharePoint(0, 0.8), new SharePoint(1, 0.8)));
    assertThat(problems(text.formatted("[[0, 0], [1, 2], [0, 1]]", "[[0, 1], [0, 1]]")))
        .containsExactly(
            "f:6: error: lanes[0].polygon: found something else; allowed: 3 to 32 points [x, y], 0 to"
                + " 1, from the upper left corner",
            "f:6: error: lanes[0].tripLine: found the same point twice; allowed: two different"
                + " points");
    assertThat(problems(text.formatted("here", "[[0, 1]]"))).hasSize(2);
    assertThat(geometry.virtualLoop()).isEmpty();
    String withLoop = "camera: {file: in.mp4}, virtualLoop: [[0, 0.5], [1, 0.5], [1, 1]]}";
    assertThat(
            good(LEAST.replace("camera: {file: in.mp4}}", withLoop))
                .lanes()
                .get(0)
                .lane()
                .geometry()
                .virtualLoop()
                .orElseThrow()
                .corners())
        .hasSize(3);
  }

  @Test
  void matching_isReadAndItsCostsChecked() {
    String text = LEAST + "sessions: {matching: {arbitrary: read, nearCost: 1.5, costs: {%s}}}";
    MatchSettings matching = good(text.formatted("8B: 0.5, 47: 0.2")).matching();
    assertThat(matching.arbitrary()).isEqualTo(MatchSettings.Arbitrary.READ);
    assertThat(matching.nearCost()).isEqualTo(1.5);
    assertThat(matching.autoCost()).isEqualTo(MatchSettings.DEFAULT.autoCost());
    assertThat(matching.costs().substitution('B', '8')).isEqualTo(0.5);
    assertThat(matching.costs().substitution('4', '7')).isEqualTo(0.2);
    assertThat(problems(text.formatted("8: 0.5, 66: 0.5, 8B: 2")))
        .hasSize(3)
        .allSatisfy(problem -> assertThat(problem).contains("sessions.matching.costs"))
        .anySatisfy(problem -> assertThat(problem).contains("8B", "0.01 to 1"))
        .anySatisfy(problem -> assertThat(problem).contains("two different characters"));
  }

  @Test
  void file_withEveryKey_mapsEachOfThem() {
    AgentConfig config =
        good(
            """
            site: lot-7
            edge: gate_2
            data: data
            mqtt:
              url: ssl://[::1]:8883
              version: 5
              root: /pk/device/user
              username: gate
              passwordFile: secret/mqtt
              resendAfter: PT5S
              reconnect: {min: PT0.2S, max: PT2S}
            lanes:
              - id: both
                role: bidirectional
                approachMeansEnter: false
                camera: {id: c1, file: /video/a b.mp4, loop: true, pace: fast}
            sessions: {maxStay: P10D}
            recognition: {models: models, threads: 4, localProvince: 浙}
            tracking:
              lostAfter: PT2S
              minFrames: 5
              minVisible: PT0.5S
              samePlateWindow: PT60S
              minDetectionConfidence: 0.6
              minPlateConfidence: 0.7
              minTravelWidths: 1.5
              minReadConfidence: 0.2
            """);
    assertThat(config.site() + "/" + config.edge()).isEqualTo("lot-7/gate_2");
    assertThat(config.data()).isEqualTo(FOLDER.resolve("data"));
    assertThat(config.mqtt().url()).isEqualTo("ssl://[::1]:8883");
    assertThat(config.mqtt().version()).isEqualTo(MqttVersion.V5);
    assertThat(config.mqtt().root()).isEqualTo("/pk/device/user");
    assertThat(config.mqtt().username()).contains("gate");
    assertThat(config.mqtt().passwordFile()).contains(FOLDER.resolve("secret/mqtt"));
    assertThat(config.mqtt().resendAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.mqtt().reconnectMin()).isEqualTo(Duration.ofMillis(200));
    assertThat(config.mqtt().reconnectMax()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.lanes().get(0).lane().role()).isEqualTo(LaneRole.BIDIRECTIONAL);
    assertThat(config.lanes().get(0).lane().approach()).isEqualTo(Approach.MEANS_EXIT);
    assertThat(config.lanes().get(0).camera())
        .isEqualTo(new RecordedCamera("c1", Path.of("/video/a b.mp4"), true, CameraPace.FAST));
    assertThat(config.maxStay()).isEqualTo(Duration.ofDays(10));
    assertThat(config.recognition())
        .isEqualTo(
            new RecognitionConfig(Optional.of(FOLDER.resolve("models")), 4, Optional.of('浙')));
    assertThat(config.tracker()).isEqualTo(trackerOfEveryKey());
  }

  private static TrackerSettings trackerOfEveryKey() {
    return new TrackerSettings(
        Duration.ofSeconds(2),
        5,
        Duration.ofMillis(500),
        Duration.ofMinutes(1),
        0.6,
        0.7,
        1.5,
        0.2,
        0);
  }

  @Test
  void file_withManyFaults_tellsAllWithTheirLines() {
    assertThat(
            problems(
                """
                site: a b
                data: d
                mqtt:
                  url: broker
                  resendAfter: 5
                  version: 4
                lanes:
                  - {id: x, role: IN, camera: {file: f, pace: slow}}
                  - {id: x, role: EXIT, camera: {}}
                recognition: {threads: 99, localProvince: 浙江}
                tracking: 3
                """))
        .containsExactly(
            "f:1: error: site: found 'a b'; allowed: 1 to 32 of letters, digits, '_' and '-'",
            "f:1: error: edge: found nothing; allowed: 1 to 32 of letters, digits, '_' and '-'",
            "f:4: error: mqtt.url: found 'broker'; allowed: tcp://HOST:PORT or ssl://HOST:PORT",
            "f:5: error: mqtt.resendAfter: found '5'; allowed: a duration of ISO 8601 such as PT5S,"
                + " PT10M or P30D, from PT1S to PT10M",
            "f:6: error: mqtt.version: found '4'; allowed: 3.1.1 or 5",
            "f:8: error: lanes[0].role: found 'IN'; allowed: ENTRY, EXIT, BIDIRECTIONAL",
            "f:8: error: lanes[0].camera.pace: found 'slow'; allowed: REALTIME, FAST",
            "f:9: error: lanes[1].id: found 'x' a second time; allowed: an id that no other lane has",
            "f:9: error: lanes[1].camera: found nothing; allowed: exactly one of file, url, device,"
                + " pi",
            "f:10: error: recognition.threads: found '99'; allowed: a whole number from 1 to 16",
            "f:10: error: recognition.localProvince: found '浙江'; allowed: one of "
                + PlateAlphabet.PROVINCES,
            "f:11: error: tracking: found a value; allowed: a section of keys");
  }

  @Test
  void key_unknown_isWarnedOfAndIgnored() {
    ConfigFile.Result result = ConfigFile.parse(LEAST + "sesions: {maxStay: P1D}\n", FOLDER);
    assertThat(result.config()).isPresent();
    assertThat(result.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Severity.WARNING);
              assertThat(problem.line()).isEqualTo(7);
              assertThat(problem.allowed()).contains("sessions");
            });
  }

  @Test
  void file_thatIsNoYaml_tellsTheLine() {
    assertThat(problems("site: s1\nlanes: [\n"))
        .singleElement()
        .asString()
        .startsWith("f:3: error");
    assertThat(problems("")).containsExactly("f:1: error: found no keys; allowed: YAML 1.2");
    assertThat(problems("site: a\nsite: b\n"))
        .contains("f:2: error: site: found the key a second time; allowed: each key once");
  }

  @Test
  void reconnect_withShorterMaximum_isRefused() {
    String text = LEAST.replace("1883\"}", "1883\", reconnect: {min: PT10S, max: PT5S}}");
    assertThat(problems(text))
        .containsExactly(
            "f:4: error: mqtt.reconnect.max: found PT5S; allowed: at least reconnect.min, which is"
                + " PT10S");
  }

  @Test
  void file_missingOrNoText_isTold(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> ConfigFile.check(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> ConfigFile.check(folder)).hasMessageContaining("is a folder");
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "site: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ConfigFile.check(latin)).hasMessageContaining("not UTF-8");
    Path large = folder.resolve("large.yaml");
    Files.write(large, new byte[ConfigFile.MAX_BYTES + 1]);
    assertThatThrownBy(() -> ConfigFile.check(large)).hasMessageContaining("at most");
  }

  @Test
  void load_withFault_carriesEveryProblem(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, "site: 1 2\n");
    assertThatThrownBy(() -> ConfigFile.load(file))
        .isInstanceOfSatisfying(
            ConfigException.class, e -> assertThat(e.problems()).hasSizeGreaterThan(3));
  }
}
