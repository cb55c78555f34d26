package io.wugan.lab.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wugan.lab.clip.VehicleSpec.PlateLook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClipScenarioTest {

  private static List<String> problems(String yaml) {
    InvalidScenarioException refused =
        catchThrowableOfType(InvalidScenarioException.class, () -> ClipScenario.parse(yaml));
    assertThat(refused).as("the scenario is refused").isNotNull();
    return refused.problems().stream().map(ScenarioProblem::toString).toList();
  }

  @Test
  void scenario_withEveryKey_isRead() {
    ClipScenario scenario =
        ClipScenario.parse(
            """
            clip: {width: 640, height: 360, fps: 10, seconds: 4, seed: 9}
            camera: {lane: exit, heightM: 2, tiltDeg: 9, yawDeg: -8, fovDeg: 50, sideM: -1, lineM: 6, exposureMs: 4}
            light: {time: night, noise: 0.02, rain: true, glare: 0.1}
            vehicles:
              - {plate: 浙AD12345, category: NEV_SMALL, color: green, body: suv, bodyColor: '#8899aa', startS: 1,
                 startM: 20, speedKmh: 9, direction: approach, offsetM: 0.2, stopAtM: 6, stopForS: 3,
                 reverse: true, plateVisible: covered}
            """);

    assertThat(scenario.clip()).isEqualTo(new ClipSettings(640, 360, 10, 4, 9));
    assertThat(scenario.camera())
        .isEqualTo(new CameraSpec(CameraSpec.Lane.EXIT, 2, 9, -8, 50, -1, 6, 4));
    assertThat(scenario.light()).isEqualTo(new LightSpec(LightSpec.Time.NIGHT, 0.02, true, 0.1));
    assertThat(scenario.vehicles())
        .containsExactly(
            new VehicleSpec(
                "浙AD12345",
                PlateStyle.NEV_SMALL,
                VehicleSpec.Body.SUV,
                0x8899AA,
                1,
                20,
                9,
                VehicleSpec.Direction.APPROACH,
                0.2,
                new VehicleSpec.Stop(6, 3, true),
                PlateLook.COVERED));
  }

  @Test
  void scenario_withNothing_takesDefaults() {
    ClipScenario scenario = ClipScenario.parse("");

    assertThat(scenario.clip()).isEqualTo(new ClipSettings(1280, 720, 15, 20, 1));
    assertThat(scenario.light().time()).isEqualTo(LightSpec.Time.DAY);
    assertThat(scenario.vehicles()).isEmpty();
  }

  @Test
  void problems_ofAllKinds_areAllNamedWithLineKeyValueAndWhatIsAllowed() {
    assertThat(
            problems(
                """
                clip: {width: 1281, height: 720, fps: fast}
                camera:
                  fovDeg: 400
                light: {time: noon, rain: maybe}
                vehicles:
                  - {plate: 浙A1234, bodyColor: red}
                  - plate: 浙AD12345
                    category: NEV_SMALL
                    color: blue
                    speed: 12
                """))
        .containsExactly(
            "line 1: clip.width = 1281: allowed: an even number from 160 to 3840",
            "line 1: clip.fps = fast: allowed: a whole number from 1 to 60",
            "line 3: camera.fovDeg = 400: allowed: a number from 10 to 110",
            "line 4: light.time = noon: allowed: day, dusk, night, infrared",
            "line 4: light.rain = maybe: allowed: true or false",
            "line 6: vehicles[0].plate = 浙A1234: allowed: SMALL_BLUE, such as 浙A12345",
            "line 6: vehicles[0].bodyColor = red: allowed: a colour such as '#8899aa', quoted",
            "line 9: vehicles[1].color = blue: allowed: green for NEV_SMALL",
            "line 10: vehicles[1].speed = (unknown key): allowed: plateVisible, category, plate, color,"
                + " body, direction, bodyColor, startS, startM, speedKmh, offsetM, reverse, stopForS,"
                + " stopAtM");
  }

  @Test
  void stop_closerThanTheBrakingDistance_isRefused() {
    assertThat(problems("vehicles: [{plate: 浙A12345, startM: 8, speedKmh: 20, stopAtM: 6}]"))
        .singleElement()
        .asString()
        .contains("vehicles[0].stopAtM = 6.0")
        .contains("braking distance");
  }

  @Test
  void vehicle_withoutPlate_mustSaySo() {
    assertThat(problems("vehicles: [{body: suv}]"))
        .containsExactly(
            "line 1: vehicles[0].plate = (absent): allowed: a plate number, or plateVisible: none");
    assertThat(ClipScenario.parse("vehicles: [{plateVisible: none}]").vehicles()).hasSize(1);
  }

  @Test
  void yaml_thatIsBroken_namesTheLine() {
    assertThat(problems("clip: {width: 640\nlight: {"))
        .singleElement()
        .asString()
        .startsWith("line 2: (file) = ");
  }

  @Test
  void key_givenTwice_isRefused() {
    assertThat(problems("clip: {fps: 5, fps: 6}"))
        .singleElement()
        .asString()
        .startsWith("line 1: ");
  }

  @ParameterizedTest
  @EnumSource(PlateStyle.class)
  void example_ofEveryStyle_isAcceptedAndDrawn(PlateStyle style) {
    assertThat(style.accepts(style.example())).isTrue();
    for (boolean rear : new boolean[] {false, true}) {
      var image = PlateArt.draw(style, style.example(), rear, 1);
      assertThat(image.getWidth()).isEqualTo(style.widthMm() * PlateArt.PX_PER_MM);
      assertThat(image.getHeight()).isEqualTo(style.heightMm(rear) * PlateArt.PX_PER_MM);
    }
  }
}
