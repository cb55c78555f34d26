#!/usr/bin/env python3
"""A disk whose power can be cut, for proof-power.sh: a server of NBD (network block device) on a Unix socket.

    disk.py IMAGE SOCKET SEED CONTROL

What a guest writes is volatile, as in the cache of a card, until it asks for a flush, or writes with FUA. On the line "cut" in the
named pipe CONTROL the disk goes away: of what was not flushed a random part reaches the image, in any order, and the last pieces torn
at a border of 512 bytes. "end" writes all of it. One line on standard output says how much was lost; SEED makes it the same again.

Protocol: doc/proto.md of the NBD project; fixed newstyle negotiation, simple replies, one connection at a time. Needs Python alone.
"""

import os
import random
import socket
import struct
import sys
import threading

SECTOR = 512
MAGIC, OPTION, REPLY = 0x4E42444D41474943, 0x49484156454F5054, 0x3E889045565A9
REQUEST, SIMPLE = 0x25609513, 0x67446698
READ, WRITE, DISCONNECT, FLUSH, TRIM = 0, 1, 2, 3, 4
FUA = 1
FLAGS = 1 | 4 | 8 | 32  # has flags, flush, FUA, trim
EINVAL, ENOSPC = 22, 28


class Disk:
    """Writes in the order in which they came, over an image; thread-safe."""

    def __init__(self, path, seed):
        self.file = os.open(path, os.O_RDWR)
        self.size = os.fstat(self.file).st_size
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.volatile = []  # (offset, bytes), the oldest first
        self.gone = False
        self.written = self.flushes = 0

    def read(self, offset, length):
        with self.lock:
            data = bytearray(os.pread(self.file, length, offset))
            for at, piece in self.volatile:
                begin, end = max(at, offset), min(at + len(piece), offset + length)
                if begin < end:
                    data[begin - offset : end - offset] = piece[begin - at : end - at]
            return bytes(data)

    def write(self, offset, data, fua):
        with self.lock:
            if self.gone:
                return
            self.written += len(data)
            self.volatile.append((offset, data))
            # A card's cache has an end: what is oldest gets written by itself then.
            if len(self.volatile) > 4096:
                self._apply(self.volatile[:2048])
                del self.volatile[:2048]
            if fua:  # this write alone must be there; all before it being there, too, is allowed
                self._apply(self.volatile)
                self.volatile.clear()

    def flush(self):
        with self.lock:
            if not self.gone:
                self._apply(self.volatile)
                self.volatile.clear()
                self.flushes += 1

    def _apply(self, pieces):
        for at, piece in pieces:
            os.pwrite(self.file, piece, at)

    def cut(self):
        """Some of what is volatile survives, whole, torn or not at all. Sectors of one write are no unit; a sector is."""
        with self.lock:
            self.gone = True
            survivors, torn = [], 0
            share = self.random.choice((0.0, 0.25, 0.5, 0.75, 1.0))
            for at, piece in self.volatile:
                if self.random.random() >= share:
                    continue
                if len(piece) > SECTOR and self.random.random() < 0.3:
                    torn += 1
                    sectors = range(0, len(piece), SECTOR)
                    kept = sorted(self.random.sample(sectors, self.random.randrange(1, len(sectors))))
                    survivors += [(at + s, piece[s : s + SECTOR]) for s in kept]
                else:
                    survivors.append((at, piece))
            # Two writes of one place never pass each other in a cache; of different places they may, which is the same as a subset.
            self._apply(survivors)
            os.fsync(self.file)
            whole = sum(len(piece) for _, piece in self.volatile)
            left = sum(len(piece) for _, piece in survivors)
            count = len(self.volatile)
            self.volatile.clear()
            return f"unflushed {count} writes {whole} bytes lost {whole - left} torn {torn} written {self.written} flushes {self.flushes}"


def exactly(connection, length):
    data = bytearray()
    while len(data) < length:
        part = connection.recv(length - len(data))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def negotiate(connection, disk):
    connection.sendall(struct.pack(">QQH", MAGIC, OPTION, 1 | 2))
    no_zeroes = struct.unpack(">I", exactly(connection, 4))[0] & 2
    while True:
        magic, option, length = struct.unpack(">QII", exactly(connection, 16))
        if magic != OPTION or length > 65536:
            raise EOFError
        exactly(connection, length)

        def reply(kind, data=b""):
            connection.sendall(struct.pack(">QIII", REPLY, option, kind, len(data)) + data)

        if option == 1:  # EXPORT_NAME
            connection.sendall(struct.pack(">QH", disk.size, FLAGS) + (b"" if no_zeroes else bytes(124)))
            return
        if option in (6, 7):  # INFO, GO
            reply(3, struct.pack(">HQH", 0, disk.size, FLAGS))
            reply(3, struct.pack(">HIII", 3, SECTOR, 4096, 32 << 20))
            reply(1)
            if option == 7:
                return
        elif option == 2:  # ABORT
            reply(1)
            raise EOFError
        else:
            reply(0x80000001)  # not supported


def serve(connection, disk):
    negotiate(connection, disk)
    while True:
        magic, flags, command, cookie, offset, length = struct.unpack(">IHHQQI", exactly(connection, 28))
        if magic != REQUEST:
            raise EOFError
        data = exactly(connection, length) if command == WRITE else b""
        error, answer = 0, b""
        if command == DISCONNECT:
            return
        if command in (READ, WRITE, TRIM) and offset + length > disk.size:
            error = ENOSPC if command == WRITE else EINVAL
        elif command == READ:
            answer = disk.read(offset, length)
        elif command == WRITE:
            disk.write(offset, data, flags & FUA)
        elif command == FLUSH:
            disk.flush()
        elif command != TRIM:  # what is trimmed may keep its bytes
            error = EINVAL
        if disk.gone:
            return
        connection.sendall(struct.pack(">IIQ", SIMPLE, error, cookie) + answer)


def accept(listener, disk):
    while not disk.gone:
        connection, _ = listener.accept()
        with connection:
            try:
                serve(connection, disk)
            except (EOFError, ConnectionError):
                pass  # the guest's machine was ended


def main(image, path, seed, control):
    disk = Disk(image, int(seed))
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(1)
    threading.Thread(target=accept, args=(listener, disk), daemon=True).start()
    with open(control, encoding="ascii") as commands:
        for line in commands:
            if line.strip() == "cut":
                print(disk.cut(), flush=True)
                os._exit(0)
            elif line.strip() == "end":
                break
    disk.flush()
    os.fsync(disk.file)
    print("ended", flush=True)
    os._exit(0)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
