package io.wugan.recognition;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.Loader;

/**
 * ONNX Runtime's native library: loaded once for the whole process, and kept unpacked where JavaCPP
 * keeps its own, so that a start need not unpack it again. Thread-safe.
 */
final class OnnxRuntime {

  /** JavaCPP's names of platforms, and ONNX Runtime's. */
  private static final Map<String, String> PLATFORMS =
      Map.of(
          "linux-x86_64", "linux-x64",
          "linux-arm64", "linux-aarch64",
          "macosx-arm64", "osx-aarch64",
          "macosx-x86_64", "osx-x64",
          "windows-x86_64", "win-x64");

  private static final String PLACE = "onnxruntime.native.path";

  private OnnxRuntime() {}

  /**
   * The environment of all sessions. Quiet: what goes wrong is told by exceptions.
   *
   * @throws RecognitionException if there is no native library for this platform
   */
  static synchronized OrtEnvironment environment() {
    try {
      if (System.getProperty(PLACE) == null) {
        System.setProperty(PLACE, unpacked().toString());
      }
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "wugan");
    } catch (IOException | IllegalStateException | LinkageError e) {
      throw new RecognitionException(
          "ONNX Runtime's native library cannot be loaded on "
              + Loader.getPlatform()
              + "; install the package that was built for this platform",
          e);
    }
  }

  /** What runs the networks, for people. */
  static String name() {
    return "ONNX Runtime " + environment().getVersion();
  }

  // Folder of the two libraries.
  private static Path unpacked() throws IOException {
    Path library = unpacked(library(Loader.getPlatform(), "onnxruntime"));
    unpacked(library(Loader.getPlatform(), "onnxruntime4j_jni"));
    Path parent = library.getParent();
    return parent == null ? Path.of(".") : parent;
  }

  /** Where one of ONNX Runtime's libraries lies on the class path. */
  static String library(String platform, String name) {
    return "/ai/onnxruntime/native/"
        + PLATFORMS.getOrDefault(platform, platform)
        + "/"
        + System.mapLibraryName(name);
  }

  private static Path unpacked(String resource) throws IOException {
    URL packed = OrtEnvironment.class.getResource(resource);
    if (packed == null) {
      throw new IOException(resource + " is not in this program");
    }
    return Loader.cacheResource(packed).toPath();
  }

  /**
   * Reads a network.
   *
   * @param threads threads of one inference, the calling one among them
   * @throws OrtException if it is none that ONNX Runtime can read
   */
  static OrtSession session(OrtEnvironment environment, byte[] onnx, int threads)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // A thread that waits must not heat the board.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Numbers next to zero cost some processors a hundredfold, and mean nothing here.
      options.addConfigEntry("session.set_denormal_as_zero", "1");
      return environment.createSession(onnx, options);
    }
  }
}
