#!/usr/bin/env python3
"""Holds a board's ledger against what the cloud has and what the agent's log has told.

    ledger.py LEDGER.db RECORDS TOLD

RECORDS: cloud.py's lines "EPOCH SEQ SHA256 ID". TOLD: numbers that the log said were committed, one a line. Reads the file with SQLite's
own library, not with Wugan's. One line for each rule; status 1 if one is broken. Nothing was acknowledged long enough ago to be deleted.
"""

import hashlib
import json
import sqlite3
import sys


def main(ledger, records, told):
    base = sqlite3.connect(ledger)  # plays its write-ahead log back
    faults = 0

    def rule(what, wrong, right):
        nonlocal faults
        faults += bool(wrong)
        print(f"FAILED  {what}: {wrong}" if wrong else f"ok      {what}: {right}")

    rule("SQLite's own check", [row for row in base.execute("PRAGMA integrity_check") if row != ("ok",)][:3], "ok")
    epoch, last = base.execute("SELECT epoch, last_seq FROM head").fetchone()
    rows = {}
    for seq, identity, payload in base.execute("SELECT seq, event_id, payload FROM outbox ORDER BY seq"):
        digest = hashlib.sha256(json.dumps(json.loads(payload), sort_keys=True).encode()).hexdigest()
        rows[seq] = (digest, identity)
    gaps = [seq for seq in range(1, last + 1) if seq not in rows]
    rule("numbers in the ledger without a gap", gaps[:5], f"1 to {last}")
    contents = [digest for digest, _ in rows.values()]
    rule("no record twice", len(contents) - len(set(contents)), f"{len(contents)} different ones")
    passages = [body["data"]["passage"]["id"] for body in map(json.loads, (row[0] for row in base.execute("SELECT payload FROM outbox"))) if "passage" in body["data"]]
    rule("no passage told twice", len(passages) - len(set(passages)), f"{len(passages)} passages")
    with open(records, encoding="utf-8") as lines:
        seen = [line.split() for line in lines]
    rule("the cloud knows one ledger", sorted({of for of, *_ in seen} - {epoch}), epoch)
    lost = [seq for _, seq, digest, identity in seen if rows.get(int(seq)) != (digest, identity)]
    rule("what the cloud has is in the ledger, byte for byte", lost[:5], f"{len(seen)} records")
    with open(told, encoding="utf-8") as lines:
        numbers = {int(line) for line in lines}
    rule("what the log said was committed is in the ledger", sorted(numbers - rows.keys())[:5], f"{len(numbers)} records")
    waiting = base.execute("SELECT count(*) FROM outbox WHERE state < 2").fetchone()[0]
    print(f"--      records that the cloud has not acknowledged yet: {waiting}")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
