package io.wugan.recognition;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * One network, run by ONNX Runtime on the processor. Memory for input and outputs is kept for the
 * sizes used last. Confined to the recognizer's thread; holds native memory until closed.
 */
final class Network implements AutoCloseable {

  // A lane uses two sizes; pictures from anywhere come in many.
  private static final int SIZES_KEPT = 4;
  private static final String INPUT = "image";

  private final String place;
  private final List<String> outputs;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final double macsPerPixel;
  private final Map<Long, Binding> bindings = new LinkedHashMap<>(8, 0.75f, true);
  private long macs;

  /**
   * @param outputs names of the wanted outputs
   * @param threads threads of one inference
   * @throws RecognitionException if ONNX Runtime cannot read the model, or is not there
   */
  Network(ModelFile model, List<String> outputs, int threads) {
    this.place = model.place() + ".onnx";
    this.outputs = List.copyOf(outputs);
    this.macsPerPixel = model.macsPerPixel();
    this.environment = OnnxRuntime.environment();
    try {
      this.session = OnnxRuntime.session(environment, model.onnx(), threads);
    } catch (OrtException e) {
      throw new RecognitionException(place + " is no ONNX network that can be read", e);
    }
  }

  /**
   * One inference.
   *
   * @param bgr the network's input, H×W×3, BGR, 0–255
   * @return one tensor for each output, in the order of their names; overwritten by the next call
   *     with a picture of this size
   * @throws RecognitionException if the network cannot be run on it
   */
  List<Tensor> run(Mat bgr) {
    macs += Math.round(macsPerPixel * bgr.cols() * bgr.rows());
    try {
      return binding(bgr.cols(), bgr.rows()).run(session, bgr);
    } catch (OrtException e) {
      throw cannotBeRun(bgr.cols(), bgr.rows(), e);
    }
  }

  /** Multiply-accumulates of all inferences so far; 0 where the model does not tell them. */
  long multiplyAccumulates() {
    return macs;
  }

  private Binding binding(int widthPx, int heightPx) throws OrtException {
    long size = ((long) widthPx << Integer.SIZE) | heightPx;
    Binding known = bindings.get(size);
    if (known != null) {
      return known;
    }
    if (bindings.size() >= SIZES_KEPT) {
      long oldest = bindings.keySet().iterator().next();
      Binding forgotten = bindings.remove(oldest);
      if (forgotten != null) {
        forgotten.close();
      }
    }
    Binding made = new Binding(environment, INPUT, outputs, widthPx, heightPx);
    bindings.put(size, made);
    return made;
  }

  /**
   * Tries the network on a black picture, so that a wrong model is found out when the recognizer is
   * opened, and the first frame is as fast as the others.
   *
   * @param shapes the expected sizes of each output
   * @throws RecognitionException if the network lacks an output or gives another shape
   */
  void verify(int widthPx, int heightPx, List<List<Integer>> shapes) {
    if (!session.getInputNames().contains(INPUT)
        || !session.getOutputNames().containsAll(outputs)) {
      throw cannotBeRun(widthPx, heightPx, null);
    }
    try (Mat black = Mat.zeros(heightPx, widthPx, opencv_core.CV_8UC3).asMat()) {
      List<Tensor> found = run(black);
      for (int i = 0; i < shapes.size(); i++) {
        Tensor tensor = found.get(i);
        List<Integer> sizes =
            IntStream.range(0, tensor.dimensions()).mapToObj(tensor::size).toList();
        if (!sizes.equals(shapes.get(i))) {
          throw new RecognitionException(
              place
                  + ": output \""
                  + outputs.get(i)
                  + "\" has the shape "
                  + sizes
                  + ", expected "
                  + shapes.get(i));
        }
      }
    }
  }

  private RecognitionException cannotBeRun(
      int widthPx, int heightPx, @Nullable OrtException cause) {
    String problem =
        place
            + " cannot be run; it needs the input \""
            + INPUT
            + "\" of 1x3x"
            + heightPx
            + "x"
            + widthPx
            + " and the outputs "
            + outputs;
    return cause == null
        ? new RecognitionException(problem)
        : new RecognitionException(problem, cause);
  }

  @Override
  public void close() {
    bindings.values().forEach(Binding::close);
    bindings.clear();
    try {
      session.close();
    } catch (OrtException e) {
      throw new RecognitionException(place + " cannot be closed", e);
    }
  }
}
