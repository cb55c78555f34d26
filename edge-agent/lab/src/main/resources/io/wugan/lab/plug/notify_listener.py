"""The service manager's end of sd_notify(3), for the plug proof: prints what the agent says, a datagram a line.

  notify_listener.py PATH

Prints READY once it listens. Needs Python 3 alone.
"""

import os
import socket
import sys
import time

path = sys.argv[1]
if os.path.exists(path):
    os.unlink(path)
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(path)
print("READY", flush=True)
while True:
    said = listener.recv(4096).decode(errors="replace").replace("\n", " ")
    print("%d %s" % (time.time() * 1000, said), flush=True)
