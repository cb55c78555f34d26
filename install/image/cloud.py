#!/usr/bin/env python3
"""The cloud of proof-power.sh: keeps what boards publish, says that it has it, and finds what may not be.

    cloud.py PORT FOLDER

Subscribes at the broker on this machine with mosquitto_sub (QoS 1, a session that the broker keeps) and acknowledges with
mosquitto_pub, as docs/mqtt-contract.md wants it. FOLDER/records: one line "EPOCH SEQ SHA256 ID" for each new record, written through to
the disk before it is acknowledged; FOLDER/births: one line "TIME EPOCH LASTSEQ" for each birth message; FOLDER/faults: a number that
came with another content, an id that came under two numbers, a birth that has forgotten what was told before.
"""

import hashlib
import json
import os
import subprocess
import sys
import time


class Book:
    def __init__(self, folder):
        self.records, self.ids, self.greatest = {}, {}, {}
        self.files = {name: open(os.path.join(folder, name), "a+", encoding="utf-8") for name in ("records", "births", "faults")}
        self.files["records"].seek(0)
        for line in self.files["records"]:
            epoch, seq, digest, identity = line.split()
            self.keep(epoch, int(seq), digest, identity)

    def keep(self, epoch, seq, digest, identity):
        self.records[epoch, seq] = digest
        self.ids[identity] = (epoch, seq)
        self.greatest[epoch] = max(seq, self.greatest.get(epoch, 0))

    def say(self, name, line):
        self.files[name].write(line + "\n")
        self.files[name].flush()
        os.fsync(self.files[name].fileno())

    def event(self, event):
        """Whether it is new."""
        epoch, seq, identity = event["epoch"], int(event["seq"]), event["id"]
        digest = hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()
        known = self.records.get((epoch, seq))
        if known is not None:
            if known != digest:
                self.say("faults", f"{epoch} {seq} came with another content, id {identity}")
            return False
        if identity in self.ids:
            self.say("faults", f"id {identity} came as {self.ids[identity]} and as {epoch} {seq}")
        self.keep(epoch, seq, digest, identity)
        self.say("records", f"{epoch} {seq} {digest} {identity}")
        return True

    def birth(self, status):
        if not status.get("online"):
            return
        epoch, last = status["epoch"], int(status["lastSeq"])
        self.say("births", f"{time.time():.1f} {epoch} {last}")
        if last < self.greatest.get(epoch, 0):
            self.say("faults", f"birth says lastSeq {last} of {epoch}, and {self.greatest[epoch]} was told before")
        if self.greatest and epoch not in self.greatest:
            self.say("faults", f"birth with a new epoch {epoch}: the ledger was lost")

    def acknowledgement(self, epoch):
        numbers = sorted(seq for of, seq in self.records if of == epoch)
        upto = 0
        while upto < len(numbers) and numbers[upto] == upto + 1:
            upto += 1
        missing = []
        last = upto
        for seq in numbers[upto:]:
            if seq > last + 1:
                missing.append([last + 1, seq - 1])
            last = seq
        return json.dumps({"epoch": epoch, "upto": upto, "also": numbers[upto:][:5000], "missing": missing[:1000]})


def main(port, folder):
    book = Book(folder)
    broker = ["-h", "127.0.0.1", "-p", port, "-q", "1"]
    topics = [word for topic in ("evt", "bkl", "st") for word in ("-t", f"wugan/+/+/up/{topic}")]
    subscriber = subprocess.Popen(["mosquitto_sub", *broker, "-i", "cloud", "-c", "-F", "%t %p", *topics], stdout=subprocess.PIPE, text=True)
    for line in subscriber.stdout:
        topic, payload = line.split(" ", 1)
        base, channel = topic.rsplit("/up/", 1)
        value = json.loads(payload)
        if channel == "st":
            book.birth(value)
            epochs = {value["epoch"]} if value.get("online") else set()
        else:
            for event in value:
                book.event(event)
            epochs = {event["epoch"] for event in value}
        for epoch in epochs:
            subprocess.run(["mosquitto_pub", *broker, "-t", f"{base}/dn/ack", "-m", book.acknowledgement(epoch)], check=True)
    sys.exit("the broker has gone")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
