# Runs inside the arm64 guest, as its second program: the shipped program with both of its drivers for contacts, a serial port, and
# the agent as a Raspberry Pi runs it. Writes a table: one line for each thing that must be so.
set -u
. /shared/environment
export PATH HOME=/tmp LC_ALL=C.UTF-8
exec >/shared/guest.log 2>&1 </dev/null

. /shared/contacts.sh
mkdir -p /run/wugan
ln -sf /proc/self/fd /dev/fd
# "pinctrl" in the label is what Pi4J looks for.
contacts pinctrl-lane
ls -l /dev/gpiochip* /dev/ttyS* 2>&1
OUTER=17 INNER=22 BUTTON=23 DOOR=5 GREEN=27
for line in $OUTER $INNER $BUTTON $DOOR; do open $line; done

# Takes the place of the shell that calls it, so that a signal meets Java: to be called in the background, or in ( ).
wugan() {
  exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx400m -Dfile.encoding=UTF-8 -Djava.awt.headless=true \
    -Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp -Dorg.bytedeco.javacpp.logger=slf4j -jar /opt/wugan/wugan.jar "$@"
}
configure() { # configure DRIVER
  cat >/run/wugan/$1.yaml <<END
site: s0001
edge: e01
data: /run/wugan/data
mqtt:
  url: tcp://127.0.0.1:9
$(lane_of $1 pinctrl-lane PT2M)
    camera: {url: "rtsp://127.0.0.1:9/none"}
    display: {type: OLM, port: /dev/ttyS0}
END
}
is() { [ "$(output $GREEN)" = "$1" ]; }
ended() { ! kill -0 "$1" 2>/dev/null; }
seen() { grep -c "\"input\":\"$2\"" "/run/wugan/$1.jsonl"; }
has() { [ "$(seen "$1" "$2")" -ge "$3" ]; }
last() { grep "\"input\":\"$2\"" "/run/wugan/$1.jsonl" | tail -n 1 | sed 's/.*"on":\([a-z]*\).*/\1/'; }

echo "ok   machine: $(uname -m), processor $(sed -n '/CPU part/{s/.*: //p;q}' /proc/cpuinfo)" >>/shared/table

# --- one driver after the other ------------------------------------------------------------------------------------
driver() { # driver NAME
  local name=$1 config=/run/wugan/$1.yaml watch set vehicle slowest=0 took status
  configure "$name"
  wugan gpio watch --config "$config" --for PT30M --format jsonl >"/run/wugan/$name.jsonl" 2>"/shared/$name-watch.log" &
  watch=$!
  took "$name: inputs open" "$(await 300 has "$name" door 1)" 300
  for vehicle in 1 2 3 4 5; do
    closed $OUTER && took=$(await 20 has "$name" outer $((2 * vehicle)))
    [ "$took" = never ] && took=99
    [ "$took" -gt $slowest ] && slowest=$took
    closed $INNER && sleep 0.2 && open $OUTER && sleep 0.2 && open $INNER
    took=$(await 20 has "$name" inner $((2 * vehicle + 1)))
    [ "$took" = never ] && took=99
    [ "$took" -gt $slowest ] && slowest=$took
  done
  sleep 1
  took "$name: slowest edge told" $slowest 2
  check "$name: lines of the outer loop, 5 vehicles" "$(seen "$name" outer)" 11
  check "$name: lines of the inner loop, 5 vehicles" "$(seen "$name" inner)" 11
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do release $BUTTON; press $BUTTON; done
  sleep 2
  check "$name: a button that chattered 100 times is held in the end" "$(last "$name" button)" true
  release $BUTTON
  sleep 2
  check "$name: and free after it" "$(last "$name" button)" false

  wugan gpio set green --config "$config" --for PT4S >"/shared/$name-set.log" 2>&1 &
  set=$!
  took "$name: relay on" "$(await 300 is 1)" 300
  took "$name: relay off, after 4 s" "$(await 20 is 0)" 8
  wait $set
  check "$name: exit status of gpio set" $? 0
  wugan gpio set green --config "$config" --for PT2M >>"/shared/$name-set.log" 2>&1 &
  set=$!
  took "$name: relay on again" "$(await 300 is 1)" 300
  kill -TERM $set
  wait $set
  check "$name: exit status of gpio set, ended by SIGTERM" $? 143
  check "$name: relay after it" "$(output $GREEN)" 0

  unplug
  took "$name: chip pulled, gpio watch ends" "$(await 60 ended $watch)" 10
  wait $watch
  check "$name: its exit status" $? 3
  plug
  for line in $OUTER $INNER $BUTTON $DOOR; do open $line; done
  cp "/run/wugan/$name.jsonl" /shared/
}
part() { case " $PARTS " in *" $1 "*) ;; *) return 1 ;; esac; }
if part kernel; then driver KERNEL; fi

# Pi4J looks into /proc/cpuinfo for the revision of a Raspberry Pi, and the agent into the device tree for its name.
if part pi4j; then
  configure PI4J
  (wugan gpio watch --config /run/wugan/PI4J.yaml --for PT1S >/shared/refused.log 2>&1)
  check "PI4J: refused on a board that is no Raspberry Pi, exit status" $? 3
  check "PI4J: and says what to do" "$(grep -c 'set gpio.driver: KERNEL' /shared/refused.log | sed 's/^[1-9].*/yes/')" yes
fi
{ cat /proc/cpuinfo; printf 'Hardware\t: BCM2835\nRevision\t: c03111\nModel\t\t: Raspberry Pi 4 Model B Rev 1.1\n'; } >/run/cpuinfo
printf 'Raspberry Pi 4 Model B Rev 1.1\0' >/run/model
mount --bind /run/cpuinfo /proc/cpuinfo
mount --bind /run/model /sys/firmware/devicetree/base/model
if part pi4j; then driver PI4J; fi

# --- a panel on a serial port --------------------------------------------------------------------------------------
if part panel; then
  # Two lanes with a panel each: the first may find its time over while the port's library is still being loaded.
  configure KERNEL
  printf '  - {id: gate2, role: ENTRY, camera: {file: none.mp4}, display: {type: OLM, port: /dev/ttyS0, panel: 1}}\n' >>/run/wugan/KERNEL.yaml
  (wugan display test --config /run/wugan/KERNEL.yaml --voice 欢迎光临 >/shared/panel.log 2>&1)
  check "panel on a serial port, answers the second lane" "$(sed -n '/lane gate2/,$p' /shared/panel.log | grep -c 'panel 1 answers')" 1
fi

# --- the agent as a Raspberry Pi runs it -----------------------------------------------------------------------------
part agent || { touch /shared/ended; exit 0; }
configure AUTO
sed -i '/display:/d' /run/wugan/AUTO.yaml
wugan run --config /run/wugan/AUTO.yaml >/shared/agent.log 2>&1 &
agent=$!
mount -t debugfs none /sys/kernel/debug
ready() { grep -q 'lanes, data in' /shared/agent.log && grep -q green /sys/kernel/debug/gpio; }
told() { [ "$(grep -c "$1" /shared/agent.log)" -ge "$2" ]; }
took "agent: runs and has its contacts" "$(await 600 ready)" 600
cat /sys/kernel/debug/gpio
# Pi4J gives a line its id for a name, the kernel's driver puts "wugan-" before it.
check "agent: the relay's line is held by Pi4J" "$(grep -c '|green ' /sys/kernel/debug/gpio)" 1
until { rests $agent && rests $agent; } || ! kill -0 $agent || [ $SECONDS -gt 2000 ]; do :; done
drive() { # drive FIRST SECOND
  press "$1"
  sleep 1
  press "$2"
  took "agent: relay on while a vehicle is on the loops" "$(await 20 is 1)" 5
  release "$1"
  sleep 1
  release "$2"
}
drive $OUTER $INNER
took "agent: vehicle entered" "$(await 60 told 'entered' 1)" 60
took "agent: relay off after it" "$(await 20 is 0)" 10
drive $INNER $OUTER
took "agent: vehicle left" "$(await 60 told 'left' 1)" 60
unplug
took "agent: contacts pulled, told" "$(await 60 told 'alarm GPIO_FAILING,' 1)" 10
plug
for line in $OUTER $INNER $BUTTON $DOOR; do open $line; done
took "agent: contacts put back, in order again" "$(await 120 told 'GPIO_FAILING is over' 1)" 60
drive $OUTER $INNER
took "agent: vehicle entered" "$(await 60 told 'entered' 2)" 60
kill -TERM $agent
wait $agent
check "agent: its exit status, ended by SIGTERM" $? 143
check "agent: relay after its end" "$(output $GREEN)" 0

# --- its ledger ------------------------------------------------------------------------------------------------------
(wugan verify --data /run/wugan/data >/shared/verify.txt 2>&1)
check "ledger: its rules" $? 0
(wugan records list --config /run/wugan/AUTO.yaml --format jsonl >/shared/records.jsonl 2>/shared/records.log)
check "ledger: exit status of records list" $? 0
check "ledger: entries" "$(grep -c parking.entry.v1 /shared/records.jsonl)" 2
check "ledger: exits" "$(grep -c parking.exit.v1 /shared/records.jsonl)" 1
touch /shared/ended
