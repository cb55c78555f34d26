"""A panel on a serial line, for the plug proof: a pseudo-terminal whose name stands at PATH, and behind it a card of the
family OLM (DA VR PN PN CMD DL data CRC16) that answers each frame. Ends: the adapter is pulled.

  serial_panel.py PATH

Commands on standard input, one a line: silent, answer. Prints READY, then FRAME for each frame. Needs Python 3 alone.
"""

import os
import pty
import select
import sys
import tty

path = sys.argv[1]
master, slave = pty.openpty()
tty.setraw(master)
tty.setraw(slave)
name = os.ttyname(slave)
os.close(slave)
if os.path.islink(path):
    os.unlink(path)
os.symlink(name, path)
print("READY", flush=True)


def crc(data):
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    return bytes([value & 0xFF, value >> 8])


waiting = b""
answers = True
while True:
    # Where nobody has the port open the kernel says hang-up all the time.
    ready, _, _ = select.select([master, 0], [], [], 0.2)
    if 0 in ready:
        command = os.read(0, 100).decode()
        if not command:
            sys.exit(0)
        answers = "answer" in command
    if master in ready:
        try:
            waiting += os.read(master, 512)
        except OSError:
            waiting = b""
            select.select([0], [], [], 0.05)
    while len(waiting) >= 6 and len(waiting) >= 8 + waiting[5]:
        frame, waiting = waiting[: 8 + waiting[5]], waiting[8 + waiting[5] :]
        print("FRAME", flush=True)
        if answers:
            answer = bytes([frame[0], 0x64, 0xFF, 0xFF, frame[4], 1, 0])
            os.write(master, answer + crc(answer))
