# Inside a guest: its simulated contacts, and lines of its table. To be sourced; SHARED, IMAGE and KERNEL are known.
check() { # check WHAT ACTUAL EXPECTED
  if [ "$2" = "$3" ]; then echo "ok   $1: $2"; else echo "FAIL $1: $2, expected $3"; fi >>"$SHARED/table"
}
took() { # took WHAT SECONDS MOST
  if [ "$2" != never ] && [ "$2" -le "$3" ]; then echo "ok   $1: $2 s (bar $3 s)"; else echo "FAIL $1: $2 s, at most $3"; fi >>"$SHARED/table"
}
await() { # await SECONDS COMMAND…: how many seconds it took, or "never"
  local limit=$1 begin=$SECONDS
  shift
  until "$@"; do
    [ $((SECONDS - begin)) -ge "$limit" ] && echo never && return
    sleep 0.2
  done
  echo $((SECONDS - begin))
}
load() { modprobe -d "$IMAGE" -S "$KERNEL" "$@"; }

chip=/sys/kernel/config/gpio-sim/lane
contacts() { # contacts LABEL: a chip of 32 lines
  load configfs
  load gpio-sim
  mount -t configfs none /sys/kernel/config
  mkdir -p $chip/bank
  echo 32 >$chip/bank/num_lines
  echo "$1" >$chip/bank/label
  plug
  [ -c "/dev/$device" ] && [ -d "$lines" ] || { echo "FAIL the kernel simulates no contacts" >"$SHARED/table"; exit 1; }
}
plug() {
  echo 1 >$chip/live
  device=$(cat $chip/bank/chip_name)
  lines=/sys/devices/platform/$(cat $chip/dev_name)/$device
}
unplug() { echo 0 >$chip/live; }

# Opto-isolated inputs draw the line low while the contact is closed.
closed() { echo pull-down >"$lines/sim_gpio$1/pull"; }
open() { echo pull-up >"$lines/sim_gpio$1/pull"; }
output() { cat "$lines/sim_gpio$1/value"; }

# A contact chatters for some milliseconds whenever it changes.
press() { closed "$1"; open "$1"; closed "$1"; }
release() { open "$1"; closed "$1"; open "$1"; }

# Whether the lane's thread waits now and then: while the networks look at a picture, which takes minutes in a guest, it never does.
# Its share of the processor says little where the machine is shared.
rests() { # rests PROCESS, of the agent: takes 5 s
  local lane running=0
  lane=$(grep -lx lane-gate "/proc/$1"/task/*/comm)
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    grep -q '^State:.R' "${lane%comm}status" && running=$((running + 1))
    sleep 0.25
  done
  [ -n "$lane" ] && [ $running -lt 17 ]
}

# The agent's contacts and its lane, up to what a lane has besides.
lane_of() { # lane_of DRIVER CHIP MAXON
  cat <<END
gpio:
  driver: $1
  chip: $2
  inputs:
    - {id: outer, line: $OUTER}
    - {id: inner, line: $INNER}
    - {id: button, line: $BUTTON}
    - {id: door, line: $DOOR, tamper: true}
  outputs:
    - {id: green, line: $GREEN, activeLow: false, maxOn: $3}
lanes:
  - id: gate
    role: BIDIRECTIONAL
    loops: {outer: outer, inner: inner}
    button: button
    signals:
      - {output: green, when: PRESENT, lasts: PT1S}
END
}
