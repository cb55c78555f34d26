package io.wugan.devices.gpio;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * What of the C library the kernel's character device is reached by: open(2), ioctl(2), poll(2).
 */
interface KernelLibrary extends Library {

  int O_RDWR = 2;
  int O_CLOEXEC = 0x80000;
  short POLLIN = 1;

  /** The library of this machine. */
  static KernelLibrary load() {
    return Native.load("c", KernelLibrary.class);
  }

  int open(String path, int flags) throws LastErrorException;

  int ioctl(int file, NativeLong request, Object... arguments) throws LastErrorException;

  int poll(Pointer files, NativeLong count, int timeoutMillis) throws LastErrorException;

  NativeLong read(int file, Pointer bytes, NativeLong count) throws LastErrorException;

  int close(int file) throws LastErrorException;
}
