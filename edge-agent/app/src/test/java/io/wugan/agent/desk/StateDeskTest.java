package io.wugan.agent.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDeskTest {

  @TempDir Path folder;

  private static final class Said implements StateDesk.Source {
    @Override
    public String state(boolean pictures) {
      return "{\"pictures\":" + pictures + "}";
    }

    @Override
    public Answer accept(UUID order, String lane, String by) {
      return new Answer(order, lane.equals("in1"), lane + " by " + by);
    }
  }

  private Thread running(CountDownLatch over) {
    StateDesk desk = new StateDesk(folder, new Said());
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!over.await(20, TimeUnit.MILLISECONDS)) {
                  desk.turn();
                }
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void aRunningAgentAnswers() throws IOException, InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Thread agent = running(over);
    try {
      assertThat(StateDesk.ask(folder, true, Duration.ofSeconds(10)))
          .contains("{\"pictures\":true}");
      Answer good = StateDesk.accept(folder, "in1", "Li", Duration.ofSeconds(10)).orElseThrow();
      Answer bad = StateDesk.accept(folder, "x", "Li", Duration.ofSeconds(10)).orElseThrow();
      assertThat(good.applied()).isTrue();
      assertThat(good.text()).isEqualTo("in1 by Li");
      assertThat(bad.applied()).isFalse();
    } finally {
      over.countDown();
      agent.join(5000);
    }
  }

  @Test
  void withoutAnAgent_theQuestionIsTakenBack() throws IOException, InterruptedException {
    Optional<String> answer = StateDesk.ask(folder, false, Duration.ofMillis(200));

    assertThat(answer).isEmpty();
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatIsNoQuestion_isPutAside() throws IOException {
    Files.writeString(folder.resolve("a.state"), "{}");

    new StateDesk(folder, new Said()).turn();

    assertThat(folder.resolve("a.state.bad")).exists();
  }
}
