package io.wugan.recognition;

/**
 * Decides which pictures are worth an inference, from small grey pictures compared with a running
 * background. The same pictures give the same decisions.
 *
 * <table>
 * <caption>When a picture goes through</caption>
 * <tr><th>state</th><th>picture</th></tr>
 * <tr><td>first picture, or its size changed</td><td>goes through</td></tr>
 * <tr><td>something moves, or moved within the last {@value #TAIL} pictures</td>
 *     <td>goes through: a car that stops is sharp only then</td></tr>
 * <tr><td>still, a plate was in view within the last {@value #PLATE_MEMORY} inferences</td>
 *     <td>every {@value #STANDING_STRIDE}rd goes through: a standing car keeps being read</td></tr>
 * <tr><td>still, no plate in view</td><td>is left out</td></tr>
 * </table>
 *
 * <p>Confined to the recognizer's thread.
 */
final class MotionGate {

  static final int TAIL = 8;
  static final int PLATE_MEMORY = 3;
  static final int STANDING_STRIDE = 3;

  /** How much a cell's grey must differ from the background, 0–255. */
  private static final float DIFFERENCE = 12;

  /** Share of cells that must differ; sensor noise in a dark lane stays below. */
  private static final double MOVED_SHARE = 0.004;

  private static final float LEARNING_RATE = 0.1f;

  private float[] background = new float[0];
  private int tail;
  private int plateMemory;
  private int sinceInference;

  /**
   * Whether this picture is worth an inference; {@link #inferred} is to be called then.
   *
   * @param grey the picture's grey levels, 0–255 unsigned, always of the same number
   */
  boolean passes(byte[] grey) {
    sinceInference++;
    if (grey.length != background.length) {
      background = new float[grey.length];
      for (int i = 0; i < grey.length; i++) {
        background[i] = Byte.toUnsignedInt(grey[i]);
      }
      return true;
    }
    if (moved(grey)) {
      tail = TAIL;
      return true;
    }
    if (tail > 0) {
      tail--;
      return true;
    }
    return plateMemory > 0 && sinceInference >= STANDING_STRIDE;
  }

  /** Tells what an inference found. */
  void inferred(boolean plateInView) {
    sinceInference = 0;
    plateMemory = plateInView ? PLATE_MEMORY : Math.max(0, plateMemory - 1);
  }

  private boolean moved(byte[] grey) {
    int moved = 0;
    for (int i = 0; i < grey.length; i++) {
      float difference = Byte.toUnsignedInt(grey[i]) - background[i];
      background[i] += LEARNING_RATE * difference;
      moved += Math.abs(difference) > DIFFERENCE ? 1 : 0;
    }
    return moved >= Math.max(2, MOVED_SHARE * grey.length);
  }
}
