package io.wugan.agent.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.tally.TallyFile;
import io.wugan.core.lane.Direction;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do on the page, by the requests that it makes; over a real socket and ledger. */
class PageFlowsTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private PageFixture page;

  @BeforeEach
  void start() throws Exception {
    page = new PageFixture(folder);
  }

  @AfterEach
  void stop() throws Exception {
    page.close();
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  @Test
  void passages_areMaskedAndWithoutPictures_forAViewer() throws Exception {
    page.pass(Direction.ENTER, "浙A12345");
    JsonNode masked = page.person("viewer", Role.VIEWER).json("/api/v1/passages").get(0);
    assertThat(masked.path("plate").asText()).isEqualTo("浙A1***5");
    assertThat(masked.path("pictures")).isEmpty();
    PageFixture.Person operator = page.person("operator", Role.OPERATOR);
    JsonNode whole = operator.json("/api/v1/passages").get(0);
    assertThat(whole.path("plate").asText()).isEqualTo("浙A12345");
    String sha256 = whole.path("pictures").get(0).path("sha256").asText();
    assertThat(operator.get("/api/v1/pictures/" + sha256).body()).startsWith("jpeg of ");
    assertThat(page.audit.latest(1).get(0).path("what").asText()).isEqualTo("picture");
    assertThat(operator.get("/api/v1/pictures/" + "0".repeat(64)).statusCode()).isEqualTo(404);
    JsonNode stay = page.person("viewer", Role.VIEWER).json("/api/v1/stays").get(0);
    assertThat(stay.path("plate").asText()).isEqualTo("浙A1***5");
    assertThat(stay.path("entry").path("pictures")).isEmpty();
  }

  @Test
  void exitInReview_isBoundToItsEntry_byOneRequest() throws Exception {
    page.pass(Direction.ENTER, "浙A12345");
    page.pass(Direction.EXIT, "浙A12378");
    PageFixture.Person operator = page.person("operator", Role.OPERATOR);
    JsonNode item = operator.json("/api/v1/reviews").path("items").get(0);
    assertThat(item.path("kind").asText()).isEqualTo("UNMATCHED_EXIT");
    JsonNode candidate = item.path("candidates").get(0);
    assertThat(candidate.path("entry").path("pictures")).hasSize(1);
    String decide = "/api/v1/reviews/" + item.path("id").asText();
    String bind =
        JSON.createObjectNode()
            .put("decision", "bind")
            .put("session", candidate.path("id").asText())
            .put("revision", candidate.path("revision").asInt())
            .toString();
    assertThat(json(operator.post(decide, bind)).path("text").asText()).contains("is CLOSED");
    assertThat(operator.json("/api/v1/reviews").path("waiting").asInt()).isZero();
    HttpResponse<String> again = operator.post(decide, bind);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("review.settled");
    JsonNode stay = operator.json("/api/v1/stays?state=CLOSED").get(0);
    assertThat(stay.path("exit").path("plate").asText()).isEqualTo("浙A12378");
    assertThat(page.audit.latest(1).get(0).path("what").asText()).isEqualTo("review-bind");
    assertThat(Files.readString(folder.resolve("data/page/audit.jsonl"))).doesNotContain("12345");
  }

  @Test
  void entryWithoutAPlate_getsItsPlate_andAnOldRevisionIsRefused() throws Exception {
    page.pass(Direction.ENTER, "");
    PageFixture.Person operator = page.person("operator", Role.OPERATOR);
    JsonNode item = operator.json("/api/v1/reviews").path("items").get(0);
    String decide = "/api/v1/reviews/" + item.path("id").asText();
    String session = item.path("stay").path("id").asText();
    for (String bad :
        new String[] {
          "{\"decision\":\"plate\",\"plate\":\"nonsense\"}",
          "{\"decision\":\"plate\",\"plate\":\"浙A12345\",\"color\":\"PINK\"}",
          "{\"decision\":\"explode\"}",
          "{\"decision\":\"discard\",\"reason\":\"because\"}",
          "{}"
        }) {
      HttpResponse<String> answer = operator.post(decide, bad);
      assertThat(answer.statusCode()).as(bad).isEqualTo(422);
      assertThat(JSON.readTree(answer.body()).path("allowed").asText()).as(bad).isNotEmpty();
    }
    HttpResponse<String> old =
        operator.post(
            decide,
            "{\"decision\":\"plate\",\"plate\":\"浙A12345\",\"revision\":7,\"session\":\"%s\"}"
                .formatted(session));
    assertThat(old.statusCode()).isEqualTo(409);
    json(
        operator.post(
            decide, "{\"decision\":\"plate\",\"plate\":\"浙·A12345\",\"color\":\"BLUE\"}"));
    assertThat(operator.json("/api/v1/stays/" + session).path("plate").asText())
        .isEqualTo("浙A12345");
  }

  @Test
  void count_scoresTheBoard_andItsPlatesGoWhenItIsOver() throws Exception {
    PageFixture.Person operator = page.person("operator", Role.OPERATOR);
    assertThat(operator.json("/api/v1/tally").path("known")).hasSize(2);
    assertThat(
            operator
                .post("/api/v1/tally/taps", "{\"lane\":\"entry\",\"direction\":\"ENTER\"}")
                .statusCode())
        .isEqualTo(409);
    json(operator.post("/api/v1/tally", "{\"lanes\":[\"entry\",\"exit\"]}"));
    assertThat(operator.post("/api/v1/tally", "{\"lanes\":[\"entry\"]}").statusCode())
        .isEqualTo(409);
    page.pass(Direction.ENTER, "浙A12345");
    json(
        operator.post(
            "/api/v1/tally/taps",
            "{\"lane\":\"entry\",\"direction\":\"ENTER\",\"plate\":\"浙A12345\"}"));
    page.pass(Direction.EXIT, "浙B77778");
    json(
        operator.post(
            "/api/v1/tally/taps",
            "{\"lane\":\"exit\",\"direction\":\"EXIT\",\"plate\":\"浙B7777B\"}"));
    JsonNode wrong =
        json(operator.post("/api/v1/tally/taps", "{\"lane\":\"entry\",\"direction\":\"EXIT\"}"));
    json(operator.post("/api/v1/tally/taps/" + wrong.path("id").asText(), "{\"remove\":true}"));
    for (String bad :
        new String[] {
          "{\"lane\":\"x\",\"direction\":\"EXIT\"}",
          "{\"lane\":\"exit\",\"direction\":\"UP\"}",
          "{\"lane\":\"exit\",\"direction\":\"EXIT\",\"plate\":\"nonsense\"}"
        }) {
      assertThat(operator.post("/api/v1/tally/taps", bad).statusCode()).as(bad).isEqualTo(422);
    }
    JsonNode score = operator.json("/api/v1/tally").path("score");
    assertThat(score.path("captured").path("hits").asInt()).isEqualTo(2);
    assertThat(score.path("captured").path("of").asInt()).isEqualTo(2);
    assertThat(score.path("plates").path("hits").asInt()).isEqualTo(1);
    assertThat(score.path("orphans").path("hits").asInt()).isEqualTo(1);
    assertThat(score.path("confusions").toString())
        .isEqualTo("[{\"was\":\"B\",\"read\":\"8\",\"times\":1}]");
    json(operator.post("/api/v1/tally/finish", "{}"));
    Path file = folder.resolve("data/page/tally.json");
    assertThat(Files.readString(file)).doesNotContain("12345", "7777B");
    assertThat(TallyFile.findScore(file)).contains(score);
    assertThat(operator.json("/api/v1/tally").path("score")).isEqualTo(score);
  }

  @Test
  void settings_areCheckedAndSaved_andTheAgentIsStartedAnew() throws Exception {
    PageFixture.Person boss = page.person("boss", Role.INSTALLER);
    JsonNode read = boss.json("/api/v1/settings");
    String text = read.path("text").asText();
    JsonNode checked =
        json(
            boss.post(
                "/api/v1/settings/check",
                JSON.createObjectNode().put("text", text.replace("ENTRY", "IN")).toString()));
    assertThat(checked.path("faults").get(0).path("line").asInt()).isEqualTo(8);
    String better = text.replace("site: s1", "site: s2");
    JsonNode saved =
        json(
            boss.send(
                "PUT",
                "/api/v1/settings",
                JSON.createObjectNode()
                    .put("text", better)
                    .put("hash", read.path("hash").asText())
                    .toString()));
    assertThat(saved.path("done").asBoolean()).isTrue();
    assertThat(Files.readString(page.config)).startsWith("# 本板\nsite: s2");
    assertThat(page.restarts).hasValue(1);
    assertThat(
            json(boss.send(
                    "PUT",
                    "/api/v1/lanes/entry/geometry",
                    "{\"polygon\":null,\"tripLine\":[[0,0.5],[1,0.5]],\"virtualLoop\":null}"))
                .path("done")
                .asBoolean())
        .isTrue();
    assertThat(Files.readString(page.config))
        .contains("    tripLine: [[0, 0.5], [1, 0.5]]\n    # the drive");
    assertThat(
            boss.send("PUT", "/api/v1/lanes/entry/geometry", "{\"polygon\":[[0,2]]}").statusCode())
        .isEqualTo(422);
    assertThat(boss.get("/api/v1/lanes/none/geometry").statusCode()).isEqualTo(404);
  }

  @Test
  void livePicture_isAskedForOnlyWhileSomebodyLooks() throws Exception {
    PageFixture.Person operator = page.person("operator", Role.OPERATOR);
    TestFrames camera = new TestFrames(page.viewer, page.clock);
    for (int i = 0; i < 10; i++) {
      camera.offer();
    }
    assertThat(camera.copied()).as("nobody looks").isZero();
    assertThat(operator.get("/api/v1/lanes/entry/live").statusCode()).isEqualTo(503);
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              camera.offer();
              JsonNode live = json(operator.get("/api/v1/lanes/entry/live"));
              assertThat(live.path("plates").get(0).path("text").asText()).isEqualTo("浙A12345");
              assertThat(live.path("widthPx").asInt()).isEqualTo(1280);
            });
    long number = operator.json("/api/v1/lanes/entry/live").path("number").asLong();
    HttpResponse<byte[]> jpeg =
        page.client.send(
            operator.request("GET", "/api/v1/lanes/entry/live/" + number, "").build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(jpeg.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(ImageIO.read(new ByteArrayInputStream(jpeg.body())).getWidth()).isEqualTo(960);
    assertThat(operator.get("/api/v1/lanes/exit/live").statusCode())
        .as("dead camera")
        .isEqualTo(503);
    assertThat(page.person("viewer", Role.VIEWER).get("/api/v1/lanes/entry/live").statusCode())
        .isEqualTo(403);
  }

  @Test
  void aim_withoutAPlate_isToldAsNone_andCannotBeAccepted() throws Exception {
    PageFixture.Person boss = page.person("boss", Role.INSTALLER);
    assertThat(boss.json("/api/v1/lanes/entry/aim").path("plates").asInt(-1)).isZero();
    HttpResponse<String> early = boss.post("/api/v1/lanes/entry/aim/accept", "{}");
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("aim.few", "at least 5 plates");
    json(boss.post("/api/v1/lanes/entry/aim/anew", "{}"));
    assertThat(boss.get("/api/v1/lanes/none/aim").statusCode()).isEqualTo(404);
  }

  @Test
  void everyOtherDecision_doesWhatItSays() throws Exception {
    PageFixture.Person operator = page.person("operator", Role.OPERATOR);
    for (String[] each :
        new String[][] {
          {"{\"decision\":\"discard\",\"reason\":\"FALSE_READ\"}", "is VOIDED"},
          {"{\"decision\":\"close\"}", "is CLOSED"},
          {"{\"decision\":\"confirm\"}", ""},
        }) {
      page.pass(Direction.ENTER, "");
      JsonNode item = operator.json("/api/v1/reviews").path("items").get(0);
      assertThat(item.path("kind").asText()).isEqualTo("UNREAD_ENTRY");
      HttpResponse<String> answer =
          operator.post("/api/v1/reviews/" + item.path("id").asText(), each[0]);
      assertThat(json(answer).path("text").asText()).as(each[0]).contains(each[1]);
      assertThat(operator.json("/api/v1/reviews").path("waiting").asInt()).as(each[0]).isZero();
    }
    page.pass(Direction.ENTER, "浙A12345");
    page.pass(Direction.ENTER, "浙A12345");
    JsonNode missed = operator.json("/api/v1/reviews").path("items").get(0);
    assertThat(missed.path("kind").asText()).isEqualTo("MISSED_EXIT");
    HttpResponse<String> twice =
        operator.post("/api/v1/reviews/" + missed.path("id").asText(), "{\"decision\":\"forget\"}");
    assertThat(twice.statusCode()).as("the vehicle is inside already").isEqualTo(409);
    assertThat(twice.body()).contains("review.refused");
  }
}
