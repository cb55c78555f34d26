package io.wugan.core.device;

import io.wugan.core.time.LotTime;
import java.nio.ByteBuffer;

/**
 * One picture of a camera, valid until it is closed. The pixels lie in a native buffer with one
 * owner, the frame; whoever needs them longer copies them. Confined to one thread at a time.
 */
public interface Frame extends AutoCloseable {

  /** Running number within its source, from 0. */
  long index();

  /** When the picture was taken. */
  LotTime time();

  /** Width in pixels, at least 1. */
  int widthPx();

  /** Height in pixels, at least 1. */
  int heightPx();

  /** Bytes from the beginning of one row to the next, at least {@code 3 * widthPx}. */
  int strideBytes();

  /**
   * The pixels, H×W×3, BGR, 0–255, rows top down at {@link #strideBytes()}; a direct buffer,
   * position 0. Not to be touched after {@link #close()}.
   */
  ByteBuffer bgr();

  /** Gives the pixels back. Idempotent. */
  @Override
  void close();
}
