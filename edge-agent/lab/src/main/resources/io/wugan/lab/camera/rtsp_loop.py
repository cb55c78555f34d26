"""Recorded lanes as cameras: each file of H.264 video is served over RTSP, again and again, at its own pace.

Debian packages: python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-{base,good,bad}

  rtsp_loop.py HOST PORT NAME=FILE...    serves rtsp://HOST:PORT/NAME

Whoever comes while somebody looks sees the same picture; for the first it begins anew. With LOOP_USER and LOOP_PASSWORD in
its environment it asks for them (digest). Prints READY once it serves, a line with the time whenever a camera begins anew, and ends when its standard input does.
"""

import os
import sys
import threading
import time
from datetime import datetime, timezone

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

LAUNCH = "( appsrc name=video is-live=true format=time max-bytes=4000000 ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 )"


def read(file):
    """Its coded pictures, as (bytes, nanoseconds from the beginning), their stream's description, and its whole length."""
    line = Gst.parse_launch(
        "filesrc name=file ! qtdemux ! h264parse ! video/x-h264,stream-format=byte-stream,alignment=au ! appsink name=out sync=false"
    )
    line.get_by_name("file").set_property("location", file)
    out = line.get_by_name("out")
    line.set_state(Gst.State.PLAYING)
    pictures, caps = [], None
    while True:
        sample = out.emit("try-pull-sample", 5 * Gst.SECOND)
        if sample is None:
            break
        buffer = sample.get_buffer()
        caps = sample.get_caps()
        pictures.append((buffer.extract_dup(0, buffer.get_size()), buffer.pts))
    line.set_state(Gst.State.NULL)
    if len(pictures) < 2:
        sys.exit("%s: no H.264 video in it" % file)
    first = pictures[0][1]
    pictures = [(data, at - first) for data, at in pictures]
    if any(later[1] <= earlier[1] for earlier, later in zip(pictures, pictures[1:])):
        sys.exit("%s: its pictures are coded in another order than they are seen (B-frames)" % file)
    length = pictures[-1][1] * len(pictures) // (len(pictures) - 1)
    return pictures, caps, length


class Lane:
    def __init__(self, name, file):
        self.name = name
        self.pictures, self.caps, self.length = read(file)

    def configure(self, factory, media):
        source = media.get_element().get_by_name("video")
        source.set_property("caps", self.caps)
        ended = threading.Event()
        media.connect("unprepared", lambda *_: ended.set())
        threading.Thread(target=self.play, args=(source, ended), daemon=True).start()

    def play(self, source, ended):
        begun = time.monotonic_ns()
        print("%s begins %s" % (self.name, datetime.now(timezone.utc).isoformat(timespec="milliseconds")), flush=True)
        turn = 0
        while True:
            for data, at in self.pictures:
                at += turn * self.length
                wait = (begun + at - time.monotonic_ns()) / 1e9
                if ended.wait(max(0.0, wait)):
                    return
                buffer = Gst.Buffer.new_wrapped(data)
                buffer.pts = at
                buffer.dts = at
                if source.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
                    return
            turn += 1


def login(mounts, names, server, user, password):
    for name in names:
        permissions = GstRtspServer.RTSPPermissions()
        for role, may in (("user", True), ("anonymous", False)):
            permissions.add_permission_for_role(role, "media.factory.access", True)
            permissions.add_permission_for_role(role, "media.factory.construct", may)
        mounts.match("/" + name)[0].set_permissions(permissions)
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    known, anonymous = GstRtspServer.RTSPToken(), GstRtspServer.RTSPToken()
    known.set_string("media.factory.role", "user")
    anonymous.set_string("media.factory.role", "anonymous")
    auth.set_default_token(anonymous)
    auth.add_digest(user, password, known)
    server.set_auth(auth)


def main():
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address(sys.argv[1])
    server.set_service(sys.argv[2])
    mounts = server.get_mount_points()
    lanes = dict(word.split("=", 1) for word in sys.argv[3:])
    for name, file in lanes.items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(LAUNCH)
        factory.set_shared(True)
        factory.connect("media-configure", Lane(name, file).configure)
        mounts.add_factory("/" + name, factory)
    if os.environ.get("LOOP_USER"):
        login(mounts, lanes, server, os.environ["LOOP_USER"], os.environ.get("LOOP_PASSWORD", ""))
    if not server.attach(None):
        sys.exit("%s:%s is taken" % (sys.argv[1], sys.argv[2]))
    loop = GLib.MainLoop()
    GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT, GLib.IO_HUP, lambda *_: loop.quit())
    print("READY", flush=True)
    loop.run()


main()
