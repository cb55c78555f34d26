package io.wugan.recognition;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * A network's input and outputs for one size of picture, in memory that is used again for every
 * inference: OpenCV writes the input where ONNX Runtime reads it. Confined to the recognizer's
 * thread; holds native memory until closed.
 */
final class Binding implements AutoCloseable {

  private static final double SCALE = 1 / 255.0;
  private static final int CHANNELS = 3;

  private final OrtEnvironment environment;
  private final List<String> names;
  private final Map<String, OnnxTensor> input;
  private final FloatBuffer pixels;
  private final MatVector split;
  private final List<Mat> channels = new ArrayList<>();
  private final List<Mat> planes = new ArrayList<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
  private final List<FloatBuffer> values = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();

  /**
   * @param input the input's name
   * @param names names of the wanted outputs
   */
  Binding(OrtEnvironment environment, String input, List<String> names, int widthPx, int heightPx)
      throws OrtException {
    this.environment = environment;
    this.names = names;
    this.pixels = floats(CHANNELS * widthPx * heightPx);
    this.input =
        Map.of(
            input,
            OnnxTensor.createTensor(
                environment, pixels, new long[] {1, CHANNELS, heightPx, widthPx}));
    long plane = (long) widthPx * heightPx;
    for (int i = 0; i < CHANNELS; i++) {
      channels.add(NativeScope.keep(new Mat(heightPx, widthPx, opencv_core.CV_8UC1)));
      planes.add(plane(pixels, i * plane, widthPx, heightPx));
    }
    this.split = NativeScope.keep(new MatVector(channels.toArray(Mat[]::new)));
  }

  // A part of the buffer as OpenCV sees it; the buffer keeps the memory.
  private static Mat plane(FloatBuffer pixels, long from, int widthPx, int heightPx) {
    try (NativeScope scope = new NativeScope()) {
      FloatPointer start = scope.own(new FloatPointer(pixels)).getPointer(from);
      return NativeScope.keep(new Mat(heightPx, widthPx, opencv_core.CV_32FC1, start));
    }
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Float.BYTES * count)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /**
   * One inference.
   *
   * @param bgr H×W×3, BGR, 0–255, of this binding's size
   * @return one tensor for each output; overwritten by the next call
   */
  List<Tensor> run(OrtSession session, Mat bgr) throws OrtException {
    opencv_core.split(bgr, split);
    for (int i = 0; i < CHANNELS; i++) {
      channels.get(i).convertTo(planes.get(i), opencv_core.CV_32F, SCALE, 0);
    }
    if (outputs.isEmpty()) {
      prepareOutputs(session);
    }
    session.run(input, outputs).close();
    for (int i = 0; i < tensors.size(); i++) {
      FloatBuffer from = values.get(i);
      from.rewind();
      from.get(tensors.get(i).values());
    }
    return tensors;
  }

  // The network tells its outputs' sizes by a first inference only.
  private void prepareOutputs(OrtSession session) throws OrtException {
    try (OrtSession.Result result = session.run(input, new LinkedHashSet<>(names))) {
      for (String name : names) {
        if (!(result.get(name).orElse(null) instanceof OnnxTensor found)) {
          throw new OrtException("no output \"" + name + "\"");
        }
        long[] shape = found.getInfo().getShape();
        int[] sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
        Tensor tensor = new Tensor();
        FloatBuffer buffer = floats(tensor.resize(sizes).length);
        tensors.add(tensor);
        values.add(buffer);
        outputs.put(name, OnnxTensor.createTensor(environment, buffer, shape));
      }
    }
  }

  @Override
  public void close() {
    input.values().forEach(OnnxTensor::close);
    outputs.values().forEach(OnnxTensor::close);
    split.close();
    channels.forEach(Mat::close);
    planes.forEach(Mat::close);
  }
}
