#!/usr/bin/env python3
"""Tests of disk.py: over its socket, as a guest's machine speaks to it. Needs Python alone.  python3 -B install/image/test_disk.py"""

import os
import socket
import struct
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = 1 << 20
WRITE, FLUSH, READ, FUA = 1, 3, 0, 1


class Guest:
    """A disk with power, and a client of it."""

    def __init__(self, folder, seed):
        self.image, path, self.control = (os.path.join(folder, name) for name in ("image", "socket", "control"))
        with open(self.image, "wb") as image:
            image.truncate(SIZE)
        os.mkfifo(self.control)
        self.process = subprocess.Popen([sys.executable, "-B", os.path.join(HERE, "disk.py"), self.image, path, str(seed), self.control], stdout=subprocess.PIPE, text=True)
        self.commands = open(self.control, "w", encoding="ascii")
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(30)
        while True:
            try:
                self.socket.connect(path)
                break
            except (FileNotFoundError, ConnectionRefusedError):
                if self.process.poll() is not None:
                    raise
        self.take(18)
        self.socket.sendall(struct.pack(">I", 3))
        self.socket.sendall(struct.pack(">QII", 0x49484156454F5054, 8, 0))  # structured replies: it may refuse
        assert self.reply() == 0x80000001
        self.socket.sendall(struct.pack(">QIIIH", 0x49484156454F5054, 7, 6, 0, 0))
        while self.reply() != 1:
            pass

    def take(self, length):
        data = b""
        while len(data) < length:
            part = self.socket.recv(length - len(data))
            assert part, "the disk has gone"
            data += part
        return data

    def reply(self):
        _, _, kind, length = struct.unpack(">QIII", self.take(20))
        self.take(length)
        return kind

    def ask(self, command, offset=0, length=0, data=b"", flags=0):
        self.socket.sendall(struct.pack(">IHHQQI", 0x25609513, flags, command, 1, offset, length or len(data)) + data)
        _, error, _ = struct.unpack(">IIQ", self.take(16))
        return error, self.take(length) if command == READ and not error else b""

    def cut(self):
        self.commands.write("cut\n")
        self.commands.close()
        said, _ = self.process.communicate(timeout=30)
        self.socket.close()
        with open(self.image, "rb") as image:
            return said, image.read()


class DiskTest(unittest.TestCase):
    def guest(self, seed=1):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return Guest(folder.name, seed)

    def test_read_sees_what_is_volatile_in_the_order_of_writing(self):
        guest = self.guest()
        guest.ask(WRITE, 4096, data=b"a" * 4096)
        guest.ask(WRITE, 6144, data=b"b" * 1024)
        self.assertEqual(guest.ask(READ, 4096, 8192)[1], b"a" * 2048 + b"b" * 1024 + b"a" * 1024 + bytes(4096))
        guest.cut()

    def test_flushed_survives_every_cut(self):
        for seed in range(5):
            guest = self.guest(seed)
            for sector in range(16):
                guest.ask(WRITE, sector * 4096, data=bytes([sector + 1]) * 4096)
            guest.ask(FLUSH)
            guest.ask(WRITE, 0, data=b"later" * 512)
            _, image = guest.cut()
            self.assertEqual(image[4096 : 16 * 4096], b"".join(bytes([sector + 1]) * 4096 for sector in range(1, 16)))

    def test_forced_unit_survives_the_cut(self):
        guest = self.guest()
        guest.ask(WRITE, 8192, data=b"f" * 512, flags=FUA)
        self.assertEqual(guest.cut()[1][8192:8704], b"f" * 512)

    def test_unflushed_is_lost_in_part_and_torn_at_sectors_alone(self):
        lost = torn = whole = 0
        for seed in range(10):
            guest = self.guest(seed)
            for page in range(64):
                guest.ask(WRITE, page * 4096, data=b"x" * 4096)
            said, image = guest.cut()
            self.assertIn("unflushed 64 writes", said)
            for page in range(64):
                sectors = [image[page * 4096 + at : page * 4096 + at + 512] for at in range(0, 4096, 512)]
                self.assertTrue(all(sector in (b"x" * 512, bytes(512)) for sector in sectors))
                there = sum(sector != bytes(512) for sector in sectors)
                lost, whole, torn = lost + (there == 0), whole + (there == 8), torn + (0 < there < 8)
        self.assertTrue(lost and torn and whole, (lost, torn, whole))

    def test_same_seed_same_loss(self):
        images = []
        for _ in range(2):
            guest = self.guest(7)
            for page in range(64):
                guest.ask(WRITE, page * 4096, data=bytes([page]) * 4096)
            images.append(guest.cut()[1])
        self.assertEqual(*images)

    def test_beyond_the_end_is_an_error_and_not_the_end_of_the_disk(self):
        guest = self.guest()
        self.assertEqual(guest.ask(WRITE, SIZE, data=b"z" * 512)[0], 28)
        self.assertEqual(guest.ask(READ, SIZE - 512, 1024)[0], 22)
        self.assertEqual(guest.ask(READ, 0, 512), (0, bytes(512)))
        guest.cut()


if __name__ == "__main__":
    unittest.main()
