package io.wugan.recognition;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/**
 * One network, run by OpenCV. OpenCV lays its layers out anew whenever the input's size changes, so
 * that a network is kept for each size that is in use. Confined to the recognizer's thread; holds
 * native memory until closed.
 */
final class Network implements AutoCloseable {

  private static final double SCALE = 1 / 255.0;
  private static final String INPUT = "image";

  private final String place;
  private final List<String> outputs;
  private final Net net;
  private final StringVector names;
  private final MatVector results = new MatVector();
  private final Mat blob = new Mat();
  private final List<Tensor> tensors;

  /**
   * @param outputs names of the wanted outputs; OpenCV's own order of outputs is not the exporter's
   * @throws RecognitionException if OpenCV cannot read the model
   */
  Network(ModelFile model, List<String> outputs) {
    this.place = model.place() + ".onnx";
    this.outputs = List.copyOf(outputs);
    this.tensors = Stream.generate(Tensor::new).limit(outputs.size()).toList();
    this.net = read(model, place);
    this.names = new StringVector(outputs.toArray(String[]::new));
    net.setPreferableBackend(opencv_dnn.DNN_BACKEND_OPENCV);
    net.setPreferableTarget(opencv_dnn.DNN_TARGET_CPU);
  }

  private static Net read(ModelFile model, String place) {
    Net net;
    try {
      net = opencv_dnn.readNetFromONNX(model.onnx());
    } catch (RuntimeException e) {
      throw new RecognitionException(place + " is no ONNX network that OpenCV can read", e);
    }
    if (net.empty()) {
      net.close();
      throw new RecognitionException(place + " holds an empty network");
    }
    return net;
  }

  /**
   * One inference.
   *
   * @param bgr the network's input, H×W×3, BGR, 0–255
   * @return one tensor for each output, in the order of their names; overwritten by the next call
   */
  List<Tensor> run(Mat bgr) {
    try (NativeScope scope = new NativeScope()) {
      Size same = scope.own(new Size(bgr.cols(), bgr.rows()));
      Scalar none = scope.own(new Scalar());
      opencv_dnn.blobFromImage(bgr, blob, SCALE, same, none, false, false, opencv_core.CV_32F);
      net.setInput(blob, INPUT, 1, none);
      net.forward(results, names);
      for (int i = 0; i < tensors.size(); i++) {
        copy(results.get(i), tensors.get(i));
      }
    }
    return tensors;
  }

  private static void copy(Mat from, Tensor to) {
    int[] sizes = new int[from.dims()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = from.size(i);
    }
    FloatBuffer values = from.createBuffer();
    values.get(to.resize(sizes));
  }

  /**
   * Tries the network on a black picture, so that a wrong model is found out when the recognizer is
   * opened, and the first frame is as fast as the others.
   *
   * @param shapes the expected sizes of each output
   * @throws RecognitionException if the network lacks an output or gives another shape
   */
  void verify(int widthPx, int heightPx, List<List<Integer>> shapes) {
    try (Mat black = Mat.zeros(heightPx, widthPx, opencv_core.CV_8UC3).asMat()) {
      List<Tensor> found = run(black);
      for (int i = 0; i < shapes.size(); i++) {
        List<Integer> sizes =
            Stream.iterate(0, k -> k + 1)
                .limit(found.get(i).dimensions())
                .map(found.get(i)::size)
                .toList();
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
    } catch (RecognitionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RecognitionException(
          place
              + " cannot be run; it needs the input \""
              + INPUT
              + "\" of 1x3x"
              + heightPx
              + "x"
              + widthPx
              + " and the outputs "
              + outputs,
          e);
    }
  }

  @Override
  public void close() {
    results.close();
    names.close();
    blob.close();
    net.close();
  }
}
