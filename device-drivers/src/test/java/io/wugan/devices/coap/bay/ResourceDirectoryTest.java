package io.wugan.devices.coap.bay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResourceDirectoryTest {

  private static final long SECOND = 1_000_000_000L;

  private final ResourceDirectory directory = new ResourceDirectory(2);

  private Optional<String> register(String endpoint, long lifetime, long now) {
    return directory.register(
        endpoint, "coaps://h:1", lifetime, ResourceDirectory.links("</a>;rt=x"), now);
  }

  @Test
  void register_again_keepsItsPlace_andThereIsALimit() {
    String first = register("a", 60, 0).orElseThrow();

    assertThat(register("a", 60, 0)).contains(first);
    assertThat(register("b", 60, 0)).isPresent();
    assertThat(register("c", 60, 0)).isEmpty();
    assertThat(directory.remove(first)).isTrue();
    assertThat(register("c", 60, 0)).isPresent();
  }

  @Test
  void expire_removesWhatIsOver_unlessItWasUpdated() {
    String a = register("a", 60, 0).orElseThrow();
    register("b", 60, 0);
    assertThat(directory.update(a, Optional.empty(), Optional.of(100L), 50 * SECOND)).isTrue();

    directory.expire(61 * SECOND);

    assertThat(directory.endpoints(Map.of())).hasSize(1);
    directory.expire(151 * SECOND);
    assertThat(directory.endpoints(Map.of())).isEmpty();
    assertThat(directory.update(a, Optional.empty(), Optional.empty(), 0)).isFalse();
  }

  @Test
  void lookup_filters() {
    register("a", 60, 0);
    directory.register("b", "coaps://h:2", 60, ResourceDirectory.links("</c>;rt=y"), 0);

    assertThat(directory.resources(Map.of("rt", "y")))
        .extracting(link -> link.getURI())
        .isEqualTo(List.of("coaps://h:2/c"));
    assertThat(directory.endpoints(Map.of("rt", "y"))).hasSize(1);
    assertThat(directory.endpoints(Map.of("ep", "none"))).isEmpty();
    assertThat(directory.resources(Map.of("ep", "a", "href", "coaps://h:1/a"))).hasSize(1);
  }

  @Test
  void links_tooManyOrNone_areRefused() {
    assertThatThrownBy(() -> ResourceDirectory.links("what?")).hasMessageContaining("link format");
    assertThatThrownBy(() -> ResourceDirectory.links("<x>")).hasMessageContaining("begin with '/'");
    assertThatThrownBy(() -> ResourceDirectory.links("</" + "x".repeat(1100) + ">"))
        .hasMessageContaining("longer than 1024");
    assertThat(ResourceDirectory.links("")).isEmpty();
  }
}
