package io.wugan.devices.system;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** What of the C library a datagram is sent by: socket(2), sendto(2), unix(7). */
interface SocketLibrary extends Library {

  int AF_UNIX = 1;
  int SOCK_DGRAM = 2;
  int SOCK_CLOEXEC = 0x80000;
  int MSG_DONTWAIT = 0x40;
  int MSG_NOSIGNAL = 0x4000;

  /** The library of this machine. */
  static SocketLibrary load() {
    return Native.load("c", SocketLibrary.class);
  }

  int socket(int domain, int type, int protocol) throws LastErrorException;

  NativeLong sendto(
      int socket, byte[] bytes, NativeLong length, int flags, byte[] address, int addressLength)
      throws LastErrorException;

  int close(int socket) throws LastErrorException;
}
