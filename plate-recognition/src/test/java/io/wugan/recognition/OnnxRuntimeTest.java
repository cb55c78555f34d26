package io.wugan.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {

  /**
   * Version 1.29 sends telemetry on Linux, and looks at the program's command line for it in a way
   * that overflows the stack where the line is long. See decision 0026.
   */
  @Test
  void library_reportsNothingToAnybody() throws IOException {
    String library = new String(library(), StandardCharsets.ISO_8859_1);
    assertThat(library).contains("OrtGetApiBase");
    assertThat(library)
        .doesNotContain("ORT_DISABLE_TELEMETRY")
        .doesNotContain("/proc/self/cmdline");
  }

  private static byte[] library() throws IOException {
    String name = OnnxRuntime.library(Loader.getPlatform(), "onnxruntime");
    try (InputStream stream = OrtEnvironment.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return stream.readAllBytes();
    }
  }
}
