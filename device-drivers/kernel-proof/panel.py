"""A panel at the end of a serial line, for one guest: takes one frame of 17 bytes and answers it, again and again.

The frame is the published one for the voice text 欢迎光临; the answer's checksum was counted beforehand.
"""
import socket
import sys

FRAME = bytes.fromhex("0064ffff300901bbb6d3adb9e2c1d93258")
ANSWER = bytes.fromhex("0064ffff300065f7")

with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
    server.bind(sys.argv[1])
    server.listen(1)
    line, _ = server.accept()
    heard = b""
    while True:
        piece = line.recv(256)
        if not piece:
            break
        heard += piece
        print("heard", piece.hex(" "), flush=True)
        if heard.endswith(FRAME):
            line.sendall(ANSWER)
            heard = b""
