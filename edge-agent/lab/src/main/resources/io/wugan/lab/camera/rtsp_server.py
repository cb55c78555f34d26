"""RTSP server of the camera proof: two live streams of a made-up lane whose picture is changed by commands.

Debian packages: python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-{base,good,bad,ugly}

  rtsp_server.py PORT HOST  serves rtsp://HOST:PORT/h264, /h265 and, for admin with the password 'p@ss w:rd', /login

Commands on standard input, one a line: sharp, blurred, black, frozen, rate N, size W H. Prints READY once it serves.
"""

import random
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

WIDTH, HEIGHT = 640, 360
VARIANTS = 16  # pictures of the same scene with other noise


def scene(rng):
    luma = bytearray(rng.randrange(90, 110) for _ in range(WIDTH * HEIGHT))
    for _ in range(260):
        left, top = rng.randrange(WIDTH), rng.randrange(HEIGHT)
        wide, high = rng.randrange(4, 40), rng.randrange(3, 24)
        level = rng.randrange(30, 220)
        right = min(WIDTH, left + wide)
        for y in range(top, min(HEIGHT, top + high)):
            luma[y * WIDTH + left : y * WIDTH + right] = bytes([level]) * (right - left)
    return luma


def blurred(luma, reach=7):
    def across(rows):
        out = []
        for row in rows:
            padded = [row[0]] * reach + list(row) + [row[-1]] * reach
            total = sum(padded[: 2 * reach + 1])
            line = bytearray()
            for x in range(len(row)):
                line.append(total // (2 * reach + 1))
                if x + 1 < len(row):
                    total += padded[x + 2 * reach + 1] - padded[x]
            out.append(line)
        return out

    rows = [luma[y * WIDTH : (y + 1) * WIDTH] for y in range(HEIGHT)]
    turned = [bytearray(column) for column in zip(*across(rows))]
    rows = [bytes(column) for column in zip(*across(turned))]
    return bytearray(b"".join(rows))


def picture(luma, rng, noise):
    noises = bytes(rng.randrange(-noise, noise + 1) & 0xFF for _ in range(65537)) if noise else b""
    if noise:
        repeated = (noises * (len(luma) // len(noises) + 1))[: len(luma)]
        signed = [b - 256 if b > 127 else b for b in repeated]
        luma = bytes(max(0, min(255, a + b)) for a, b in zip(luma, signed))
    quarter = WIDTH * HEIGHT // 4
    return bytes(luma) + bytes([110]) * quarter + bytes([140]) * quarter


class Camera:
    def __init__(self):
        rng = random.Random(5)
        base = scene(rng)
        self.pictures = {
            "sharp": [picture(base, rng, 4) for _ in range(VARIANTS)],
            "blurred": [picture(blurred(base), rng, 4) for _ in range(VARIANTS)],
            "black": [picture(bytes([17]) * (WIDTH * HEIGHT), rng, 1) for _ in range(VARIANTS)],
        }
        self.pictures["frozen"] = self.pictures["sharp"][:1]
        self.mode = "sharp"
        self.rate = 25
        self.size = (WIDTH, HEIGHT)
        self.rng = rng
        self.sources = []

    def add(self, factory, media):
        element = media.get_element()
        source = element.get_by_name("picture")
        size = element.get_by_name("size")
        entry = (source, size)
        self.sources.append(entry)
        self.resize(size)
        media.connect("unprepared", lambda *_: entry in self.sources and self.sources.remove(entry))
        GLib.timeout_add(1000 // self.rate, self.push, entry, self.rate)

    def resize(self, element):
        element.set_property(
            "caps", Gst.Caps.from_string("video/x-raw,width=%d,height=%d" % self.size)
        )

    def push(self, entry, rate):
        if entry not in self.sources:
            return False
        chosen = self.rng.choice(self.pictures[self.mode])
        entry[0].emit("push-buffer", Gst.Buffer.new_wrapped(chosen))
        if rate != self.rate:
            GLib.timeout_add(1000 // self.rate, self.push, entry, self.rate)
            return False
        return True

    def command(self, channel, condition):
        words = sys.stdin.readline().split()
        if not words:
            sys.exit(0)
        if words[0] == "rate":
            self.rate = int(words[1])
        elif words[0] == "size":
            self.size = (int(words[1]), int(words[2]))
            for _, size in self.sources:
                self.resize(size)
        else:
            self.mode = words[0]
        return True


def factory(camera, encoder):
    made = GstRtspServer.RTSPMediaFactory()
    made.set_launch(
        "( appsrc name=picture is-live=true do-timestamp=true format=time"
        " caps=video/x-raw,format=I420,width=%d,height=%d,framerate=25/1"
        " ! videoscale ! capsfilter name=size ! %s )" % (WIDTH, HEIGHT, encoder)
    )
    made.set_shared(True)
    made.connect("media-configure", camera.add)
    return made


def main():
    Gst.init(None)
    camera = Camera()
    server = GstRtspServer.RTSPServer()
    server.set_address(sys.argv[2])
    server.set_service(sys.argv[1])
    # Constant quality: an encoder whose quality wanders makes new pictures of a frozen sensor, too.
    h264 = "x264enc tune=zerolatency speed-preset=ultrafast pass=quant quantizer=24 key-int-max=25 ! rtph264pay name=pay0 pt=96 config-interval=-1"
    h265 = "x265enc tune=zerolatency speed-preset=ultrafast bitrate=2000 key-int-max=25 ! h265parse ! rtph265pay name=pay0 pt=96 config-interval=-1"
    mounts = server.get_mount_points()
    mounts.add_factory("/h264", factory(camera, h264))
    mounts.add_factory("/h265", factory(camera, h265))
    login = factory(camera, h264)
    allowed = GstRtspServer.RTSPPermissions()
    for role, may in (("user", True), ("anonymous", False)):
        allowed.add_permission_for_role(role, "media.factory.access", True)
        allowed.add_permission_for_role(role, "media.factory.construct", may)
    login.set_permissions(allowed)
    everybody = GstRtspServer.RTSPPermissions()
    for role in ("user", "anonymous"):
        everybody.add_permission_for_role(role, "media.factory.access", True)
        everybody.add_permission_for_role(role, "media.factory.construct", True)
    for path in ("/h264", "/h265"):
        mounts.match(path)[0].set_permissions(everybody)
    mounts.add_factory("/login", login)
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    user = GstRtspServer.RTSPToken()
    user.set_string("media.factory.role", "user")
    anonymous = GstRtspServer.RTSPToken()
    anonymous.set_string("media.factory.role", "anonymous")
    auth.set_default_token(anonymous)
    auth.add_digest("admin", "p@ss w:rd", user)
    server.set_auth(auth)
    server.attach(None)
    GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, camera.command)
    print("READY", flush=True)
    GLib.MainLoop().run()


main()
