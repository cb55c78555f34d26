package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewestTest {

  @Test
  void take_givesTheShare_andBeginsAnew() {
    Newest newest = new Newest(100);
    for (int i = 1; i <= 20; i++) {
      newest.add(i);
    }

    assertThat(Newest.share(newest.take(), 0.95)).hasValue(20);
    assertThat(Newest.share(newest.take(), 0.95)).isEmpty();
    newest.add(7);
    assertThat(Newest.share(newest.take(), 0.5)).hasValue(7);
  }

  @Test
  void beyondTheBound_theOldestGo() {
    Newest newest = new Newest(10);
    for (int i = 0; i < 1_005; i++) {
      newest.add(i);
    }

    assertThat(Newest.share(newest.take(), 0)).hasValue(995);
  }

  @Test
  void look_leavesTheFiguresWhereTheyAre() {
    Newest newest = new Newest(4);
    newest.add(3);
    newest.add(1);
    assertThat(Newest.share(newest.look(), 0.95)).hasValue(3);
    assertThat(Newest.share(newest.look(), 0)).hasValue(1);
    assertThat(Newest.share(newest.take(), 0.95)).hasValue(3);
    assertThat(Newest.share(newest.look(), 0.95)).isEmpty();
  }
}
