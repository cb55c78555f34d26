package io.wugan.recognition;

/** One output of a network, copied out of native memory. Confined to the recognizer's thread. */
final class Tensor {

  private int[] sizes = new int[0];
  private float[] values = new float[0];

  /** Makes room for an output of these sizes; the values are the caller's to fill in. */
  float[] resize(int... newSizes) {
    int count = 1;
    for (int size : newSizes) {
      count = Math.multiplyExact(count, size);
    }
    if (values.length != count) {
      values = new float[count];
    }
    sizes = newSizes;
    return values;
  }

  /** Number of dimensions. */
  int dimensions() {
    return sizes.length;
  }

  /** Size in one dimension. */
  int size(int dimension) {
    return sizes[dimension];
  }

  /** The values, the last dimension running fastest; overwritten by the next inference. */
  float[] values() {
    return values;
  }
}
