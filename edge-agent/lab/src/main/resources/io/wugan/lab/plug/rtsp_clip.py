"""RTSP server of the plug proof: a lane whose traffic goes on whether somebody looks or not.

Debian packages: python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-{base,good,bad,ugly}

  rtsp_clip.py PORT FOLDER COUNT FPS RATE BEGUN

Serves rtsp://127.0.0.1:PORT/lane in H.264: FOLDER/0.jpg to FOLDER/COUNT-1.jpg round and round, FPS a second, the first
of them at BEGUN (milliseconds since 1970); RATE a second are sent. Prints READY once it serves.
"""

import sys
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

port, folder = sys.argv[1:3]
count, fps, rate, begun = (int(word) for word in sys.argv[3:7])
pictures = []
for number in range(count):
    with open("%s/%d.jpg" % (folder, number), "rb") as file:
        pictures.append(file.read())
sources = []


def add(factory, media):
    source = media.get_element().get_by_name("picture")
    sources.append(source)
    media.connect("unprepared", lambda *_: source in sources and sources.remove(source))
    GLib.timeout_add(1000 // rate, push, source)


def push(source):
    if source not in sources:
        return False
    number = int((time.time() * 1000 - begun) * fps / 1000) % count
    source.emit("push-buffer", Gst.Buffer.new_wrapped(pictures[number]))
    return True


Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(port)
made = GstRtspServer.RTSPMediaFactory()
made.set_launch(
    "( appsrc name=picture is-live=true do-timestamp=true format=time caps=image/jpeg,framerate=%d/1"
    " ! jpegdec ! videoconvert ! video/x-raw,format=I420"
    " ! x264enc tune=zerolatency speed-preset=ultrafast pass=quant quantizer=22 key-int-max=%d threads=1"
    " ! rtph264pay name=pay0 pt=96 config-interval=-1 )" % (rate, rate)
)
made.set_shared(True)
made.connect("media-configure", add)
server.get_mount_points().add_factory("/lane", made)
server.attach(None)
GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT, GLib.IO_HUP, lambda *_: sys.exit(0))
print("READY", flush=True)
GLib.MainLoop().run()
