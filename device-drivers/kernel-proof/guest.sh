# Runs inside the guest, as its second program. Plays contacts, and writes a table: one line for each thing that must be so.
set -u
. /shared/environment
export PATH HOME=/tmp JAVA_TOOL_OPTIONS=-Xshare:auto
exec >/shared/guest.log 2>&1 </dev/null

check() { # check WHAT ACTUAL EXPECTED
  if [ "$2" = "$3" ]; then echo "ok   $1: $2"; else echo "FAIL $1: $2, expected $3"; fi >>/shared/table
}

# --- hardware ------------------------------------------------------------------------------------------------------
load() { modprobe -d "$IMAGE" -S "$KERNEL" "$@"; }
load configfs
load gpio-sim
load vivid n_devs=1 node_types=0x1 allocators=0 2>&1
mount -t configfs none /sys/kernel/config
chip=/sys/kernel/config/gpio-sim/lane
mkdir -p $chip/bank
echo 32 >$chip/bank/num_lines
echo lane >$chip/bank/label
echo 1 >$chip/live
device=$(cat $chip/bank/chip_name)
lines=/sys/devices/platform/$(cat $chip/dev_name)/$device
ls -l /dev/gpiochip* /dev/video* 2>&1
[ -c "/dev/$device" ] && [ -d "$lines" ] || { echo "FAIL the kernel simulates no contacts" >/shared/table; exit 1; }

# Opto-isolated inputs draw the line low while the contact is closed.
closed() { echo pull-down >"$lines/sim_gpio$1/pull"; }
open() { echo pull-up >"$lines/sim_gpio$1/pull"; }
OUTER=17 INNER=22 BUTTON=23 DOOR=5 GREEN=27
for line in $OUTER $INNER $BUTTON $DOOR; do open $line; done

# --- the agent -----------------------------------------------------------------------------------------------------
mkdir -p /run/wugan
cat >/run/wugan/wugan.yaml <<END
site: s0001
edge: e01
data: /run/wugan/data
mqtt:
  url: tcp://127.0.0.1:9
gpio:
  driver: KERNEL
  chip: lane
  inputs:
    - {id: outer, line: $OUTER}
    - {id: inner, line: $INNER}
    - {id: button, line: $BUTTON}
    - {id: door, line: $DOOR, tamper: true}
  outputs:
    - {id: green, line: $GREEN, activeLow: false, maxOn: PT10S}
lanes:
  - id: gate
    role: BIDIRECTIONAL
    loops: {outer: outer, inner: inner}
    button: button
    signals:
      - {output: green, when: PRESENT, lasts: PT1S}
    camera:
$(cat /shared/camera)
END
wugan() {
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx400m -Dfile.encoding=UTF-8 -Djava.awt.headless=true \
    -Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp -Dorg.bytedeco.javacpp.logger=slf4j \
    -jar "$ROOT/edge-agent/app/target/dist/wugan.jar" "$@"
}
wugan run --config /run/wugan/wugan.yaml >/shared/agent.log 2>&1 &
agent=$!

mount -t debugfs none /sys/kernel/debug
ready() { grep -q wugan-green /sys/kernel/debug/gpio && grep -q 'lane gate' /shared/agent.log; }
sees() { grep -q 'camera cam-gate: pictures of' /shared/agent.log; }
until { ready && sees; } || ! kill -0 $agent || [ $SECONDS -gt 300 ]; do sleep 1; done
cat /sys/kernel/debug/gpio
# The first pictures go through the networks, which takes minutes in here; vehicles come when the agent is at rest.
ticks() { awk '{print $14 + $15}' /proc/$agent/stat; }
rests() {
  local before
  before=$(ticks)
  sleep 5
  [ $(($(ticks) - before)) -lt 200 ]
}
until rests && rests || [ $SECONDS -gt 400 ]; do :; done

# --- vehicles ------------------------------------------------------------------------------------------------------
# A contact chatters for some milliseconds whenever it changes.
press() { closed "$1"; open "$1"; closed "$1"; }
release() { open "$1"; closed "$1"; open "$1"; }
drive() { # drive FIRST SECOND: one vehicle over both loops
  press "$1"
  sleep 1
  press "$2"
  sleep 1
  check "relay while a vehicle is on the loops" "$(cat "$lines/sim_gpio$GREEN/value")" 1
  release "$1"
  sleep 1
  release "$2"
}
check "relay before the first vehicle" "$(cat "$lines/sim_gpio$GREEN/value")" 0
drive $OUTER $INNER
sleep 5
check "relay after the vehicle" "$(cat "$lines/sim_gpio$GREEN/value")" 0
drive $INNER $OUTER
sleep 5
# Two vehicles in, the second on the outer loop while the first is still on the inner one.
press $OUTER && sleep 1 && press $INNER && sleep 1 && release $OUTER && sleep 1
press $OUTER && sleep 0.5 && release $INNER && sleep 0.5 && press $INNER && sleep 1 && release $OUTER && sleep 1 && release $INNER
sleep 5
press $BUTTON && sleep 0.5 && release $BUTTON
press $DOOR && sleep 2 && release $DOOR
sleep 10

# --- pulled and put back -------------------------------------------------------------------------------------------
# In here a camera may need longer than the bar for its first picture, and be silent once before it is pulled.
begun=$(grep -c 'alarm CAMERA_SILENT,' /shared/agent.log)
told() { [ "$(grep -c "alarm $1" /shared/agent.log)" -gt "$2" ]; }
await() { # await SECONDS COMMAND…: how many seconds it took, or "never"
  local limit=$1 begin=$SECONDS
  shift
  until "$@"; do
    [ $((SECONDS - begin)) -ge "$limit" ] && echo never && return
    sleep 0.2
  done
  echo $((SECONDS - begin))
}
took() { # took WHAT SECONDS MOST
  if [ "$2" != never ] && [ "$2" -le "$3" ]; then echo "ok   $1: $2 s (bar $3 s)"; else echo "FAIL $1: $2 s, at most $3"; fi >>/shared/table
}
echo vivid.0 >/sys/bus/platform/drivers/vivid/unbind
took "camera pulled, told" "$(await 30 told CAMERA_SILENT, "$begun")" 10
drive $OUTER $INNER
sleep 5
echo vivid.0 >/sys/bus/platform/drivers/vivid/bind
took "camera put back, pictures again" "$(await 90 told 'CAMERA_SILENT is over' "$begun")" 60
echo 0 >$chip/live
took "contacts pulled, told" "$(await 30 told GPIO_FAILING, 0)" 5
echo 1 >$chip/live
device=$(cat $chip/bank/chip_name)
lines=/sys/devices/platform/$(cat $chip/dev_name)/$device
took "contacts put back, in order again" "$(await 60 told 'GPIO_FAILING is over' 0)" 35
drive $INNER $OUTER
sleep 8

# --- what the agent made of it ---------------------------------------------------------------------------------------
kill -TERM $agent
wait $agent
check "the agent's exit status, ended by SIGTERM" $? 143
check "relay after the agent's end" "$(cat "$lines/sim_gpio$GREEN/value")" 0
wugan records export --config /run/wugan/wugan.yaml --payload --format jsonl >/shared/records.jsonl
wugan verify --data /run/wugan/data >/shared/verify.txt
check "the rules of the ledger" $? 0
count() { grep -c "$1" /shared/records.jsonl; }
python3 - /shared/records.jsonl "$begun" >>/shared/table <<'END'
import collections, json, sys
seen = collections.Counter()
for line in open(sys.argv[1]):
    record = json.loads(line)
    data = record["payload"]["data"]
    if data.get("trigger"):
        seen["%s %s" % (data["direction"], data["trigger"])] += 1
        if data["images"]:
            seen["pictures " + data["trigger"]] += 1
    alert = data.get("alert")
    if alert:
        seen["%s %s %s" % (alert["kind"], alert.get("device", "-"), alert["state"])] += 1
def check(what, actual, expected):
    print(("ok   %s: %s" if actual == expected else "FAIL %s: %s, expected " + str(expected)) % (what, actual))
check("vehicles that entered over the loops", seen["ENTER LOOP"], 4)
check("vehicles that left over the loops", seen["EXIT LOOP"], 2)
check("of these six, with a picture of the camera (it was pulled for one)", seen["pictures LOOP"], 5)
check("the picture of the button's vehicle", seen["pictures MANUAL"], 1)
begun = int(sys.argv[2])
check("camera silent, once more than at the beginning", seen["CAMERA_SILENT cam-gate RAISED"], begun + 1)
check("camera silent no more", seen["CAMERA_SILENT cam-gate CLEARED"], begun + 1)
check("contacts failing", seen["GPIO_FAILING - RAISED"], 1)
check("contacts failing no more", seen["GPIO_FAILING - CLEARED"], 1)
check("vehicles told by the button", seen["UNKNOWN MANUAL"], 1)
check("door opened", seen["TAMPER door RAISED"], 1)
check("door shut", seen["TAMPER door CLEARED"], 1)
END
touch /shared/ended
