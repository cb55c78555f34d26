"""Panels at the end of a serial line, for one guest: one for each address. Frames are DA VR PN PN CMD DL DATA CRC16 (Modbus, low byte
first); one with a right checksum is answered, anything else is not."""
import socket
import sys

HEAD = 6


def crc16(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc.to_bytes(2, "little")


def answer(frame):
    """What a panel says to a whole frame; None to one that is not in order."""
    body = frame[:-2]
    if crc16(body) != frame[-2:]:
        return None
    head = body[:5] + b"\0"
    return head + crc16(head)


assert answer(bytes.fromhex("0064ffff300901bbb6d3adb9e2c1d93258")) == bytes.fromhex("0064ffff300065f7")

with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
    server.bind(sys.argv[1])
    server.listen(1)
    line, _ = server.accept()
    heard = b""
    while piece := line.recv(256):
        print("heard", piece.hex(" "), flush=True)
        heard += piece
        while len(heard) >= HEAD and len(heard) >= HEAD + heard[5] + 2:
            whole = HEAD + heard[5] + 2
            said = answer(heard[:whole])
            heard = heard[whole:]
            if said:
                line.sendall(said)
