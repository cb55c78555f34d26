# Runs inside the guest, as its second program. Plays contacts, and writes a table: one line for each thing that must be so.
set -u
. /shared/environment
export PATH HOME=/tmp JAVA_TOOL_OPTIONS=-Xshare:auto
exec >/shared/guest.log 2>&1 </dev/null

. /shared/contacts.sh

# --- hardware ------------------------------------------------------------------------------------------------------
load vivid n_devs=1 node_types=0x1 allocators=0 2>&1
contacts lane
ls -l /dev/gpiochip* /dev/video* 2>&1
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
$(lane_of KERNEL lane PT10S)
    camera:
$(cat /shared/camera)
END
# Takes the place of the shell that calls it, so that a signal meets Java: to be called in the background, or in ( ).
wugan() {
  exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx400m -Dfile.encoding=UTF-8 -Djava.awt.headless=true \
    -Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp -Dorg.bytedeco.javacpp.logger=slf4j \
    -jar "$ROOT/edge-agent/app/target/dist/wugan.jar" "$@"
}
wugan run --config /run/wugan/wugan.yaml >/shared/agent.log 2>&1 &
agent=$!

mount -t debugfs none /sys/kernel/debug
ready() { grep -q wugan-green /sys/kernel/debug/gpio && grep -q 'lanes, data in' /shared/agent.log; }
sees() { grep -q 'camera cam-gate: pictures of' /shared/agent.log; }
until { ready && sees; } || ! kill -0 $agent || [ $SECONDS -gt 700 ]; do sleep 1; done
cat /sys/kernel/debug/gpio
# The first pictures go through the networks, which takes minutes in here; vehicles come when the agent is at rest.
until { rests $agent && rests $agent && rests $agent; } || ! kill -0 $agent || [ $SECONDS -gt 900 ]; do :; done
# On a machine that others keep busy this may never be; what follows would say nothing about the agent then.
if ! { ready && sees && rests $agent; }; then
  echo "FAIL the agent is at rest, its camera and contacts there: not within $SECONDS s; this machine is too busy" >>/shared/table
  exit 1
fi

# --- vehicles ------------------------------------------------------------------------------------------------------
relay() { [ "$(output $GREEN)" = "$1" ]; }
drive() { # drive FIRST SECOND: one vehicle over both loops
  press "$1"
  sleep 1
  press "$2"
  took "relay on while a vehicle is on the loops" "$(await 20 relay 1)" 3
  sleep 1
  release "$1"
  sleep 1
  release "$2"
}
check "relay before the first vehicle" "$(output $GREEN)" 0
drive $OUTER $INNER
took "relay off after the vehicle" "$(await 20 relay 0)" 5
sleep 5
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
echo vivid.0 >/sys/bus/platform/drivers/vivid/unbind
took "camera pulled, told" "$(await 30 told CAMERA_SILENT, "$begun")" 10
drive $OUTER $INNER
sleep 5
echo vivid.0 >/sys/bus/platform/drivers/vivid/bind
took "camera put back, pictures again" "$(await 90 told 'CAMERA_SILENT is over' "$begun")" 60
unplug
took "contacts pulled, told" "$(await 30 told GPIO_FAILING, 0)" 5
plug
took "contacts put back, in order again" "$(await 60 told 'GPIO_FAILING is over' 0)" 35
drive $INNER $OUTER
sleep 8

# --- what the agent made of it ---------------------------------------------------------------------------------------
kill -TERM $agent
wait $agent
check "the agent's exit status, ended by SIGTERM" $? 143
check "relay after the agent's end" "$(output $GREEN)" 0
(wugan records export --config /run/wugan/wugan.yaml --payload --format jsonl >/shared/records.jsonl)
(wugan verify --data /run/wugan/data >/shared/verify.txt)
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
