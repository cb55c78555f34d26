package io.wugan.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EvidenceImageTest {

  private static final LotTime NOW = new VirtualLotClock(Instant.EPOCH, "boot-1").now();

  @Test
  void ref_image_namesItByItsContent() {
    byte[] content = "abc".getBytes(StandardCharsets.US_ASCII);
    EvidenceRef ref = new EvidenceImage(EvidenceKind.PLATE, NOW, content).ref();
    // FIPS 180-2, appendix B.1
    assertThat(ref.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(ref)
        .isEqualTo(new EvidenceRef(EvidenceKind.PLATE, ref.sha256(), 3, "image/jpeg", NOW));
  }

  @Test
  void jpeg_changedOutside_imageStaysAsItWas() {
    byte[] content = {1, 2, 3};
    EvidenceImage image = new EvidenceImage(EvidenceKind.SCENE, NOW, content);
    content[0] = 9;
    image.jpeg()[1] = 9;
    assertThat(image.jpeg()).containsExactly(1, 2, 3);
  }
}
