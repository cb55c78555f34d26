#!/usr/bin/env bash
# The card's image in an emulated machine whose power is cut, again and again, while sessions run: it must always boot, and lose nothing
# that was committed. One line for each cut, and a summary.
#
#   install/image/proof-power.sh IMAGE [COUNT [WORK]]      COUNT: cuts, 50 if left out; WORK: 4 GB, default target/image/power
#
# A cut is more than the end of a process: disk.py keeps what the guest has not flushed apart, and a cut loses a random part of it and
# tears the rest. One cut in four falls into the boot, the others into the time while two buttons record a vehicle every two seconds
# (an emulated processor takes minutes to recognise a plate). A Mosquitto here keeps what the board publishes, cloud.py holds it against
# what came before, and acknowledges it. After the last cut the ledger is held against both, and against what the agent's log said.
#
# A file WORK/stop ends it after the present cut, with the look at the end. WUGAN_SEED: makes the same cuts again, as far as the machine's own time allows. WUGAN_BOOT_LIMIT: seconds for a boot, 900.
# Needs (Debian): qemu-system-arm mosquitto mosquitto-clients mtools python3 qemu-user-static; root for the mounts of the last look.
# Status 0 if every line is as it should be.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/../package/common.sh"
. "$here/layout.sh"
. "$here/guest.sh"
need qemu-system-aarch64 mosquitto mosquitto_sub mosquitto_pub mcopy python3
[ $# -ge 1 ] || die "which image? proof-power.sh IMAGE [COUNT [WORK]]"
[ "$(id -u)" = 0 ] || die "root is needed: the data partition is mounted"
image=$(readlink -f "$1") count=${2:-50}
work=$(mkdir -p "${3:-$root/target/image/power}" && cd "${3:-$root/target/image/power}" && pwd)
log=$work/log card=$work/card.img cloud=$work/cloud limit=${WUGAN_BOOT_LIMIT:-900}
seed=${WUGAN_SEED:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
RANDOM=$((seed % 32768))
port=$((20000 + seed % 20000))
: >"$log"
rm -rf "$cloud" "$work"/serial.* "$work/stop" "$card"
mkdir -p "$cloud" "$work/mnt"

guest='' broker='' consumer='' disk=''
leave() {
  kill_guest
  for process in $disk $consumer $broker; do kill "$process" 2>/dev/null || true; done
  for name in system data; do ! mountpoint -q "$work/mnt/$name" || umount -R "$work/mnt/$name"; done
}
trap leave EXIT

# --- the card: an image as it is flashed, on a card of 2 GB, with a configuration on its data partition --------------------------
cp --sparse=always "$image" "$card"
mount_part "$card" "$data_at_mib" "$data_mib" "$work/mnt/data" rw
cat >"$work/wugan.yaml" <<END
site: s0001
edge: e01
data: /var/lib/wugan
mqtt: {url: "tcp://10.0.2.2:$port", root: wugan}
gpio: {driver: SIMULATED, folder: /var/lib/wugan/gpio, inputs: [{id: in, line: 17}, {id: out, line: 18}]}
lanes:
  - {id: entry, role: ENTRY, camera: {id: cam-entry, url: "rtsp://127.0.0.1:9/none"}, button: in}
  - {id: exit, role: EXIT, camera: {id: cam-exit, url: "rtsp://127.0.0.1:9/none"}, button: out}
END
cat "$work/wugan.yaml" >"$work/mnt/data/etc/wugan/wugan.yaml"
umount "$work/mnt/data"
# Without the setup file: what it says is in the configuration, and an emulated Java takes half a minute to find that out.
mdel -i "$card@@${boot_at_mib}M" ::wugan-setup.yaml 2>>"$log" || true
truncate -s 2G "$card"
extract_boot "$card" "$work/boot"
cat >"$work/press.service" <<'END'
[Unit]
After=wugan.service
[Service]
User=wugan
WorkingDirectory=/var/lib/wugan
ExecStart=/bin/sh -c 'while :; do for b in in out; do [ ! -e gpio/$b ] || { echo 1 >gpio/$b; sleep 1; echo 0 >gpio/$b; }; sleep 1; done; done'
Restart=always
END

# --- the cloud ---------------------------------------------------------------------------------------------------------------
printf 'listener %s 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\npersistence true\npersistence_location %s/\n' "$port" "$cloud" >"$cloud/mosquitto.conf"
chown -R mosquitto: "$cloud" 2>/dev/null || true
mosquitto -c "$cloud/mosquitto.conf" >>"$log" 2>&1 &
broker=$!
sleep 1
python3 -B "$here/cloud.py" "$port" "$cloud" >>"$log" 2>&1 &
consumer=$!
lines() { if [ -f "$cloud/$1" ]; then wc -l <"$cloud/$1"; else echo 0; fi; }
alive() {
  kill -0 "$broker" 2>/dev/null || die "the broker has ended, see $log"
  kill -0 "$consumer" 2>/dev/null || die "the cloud has ended, see $log"
}

# --- boots and cuts --------------------------------------------------------------------------------------------------------------
power_on() { # power_on NUMBER
  rm -f "$work/disk.sock" "$work/control"
  mkfifo "$work/control"
  python3 -B "$here/disk.py" "$card" "$work/disk.sock" "$((seed + $1))" "$work/control" >"$work/cut" 2>>"$log" &
  disk=$!
  exec 7>"$work/control"
  until [ -S "$work/disk.sock" ]; do sleep 0.1; done
  start_guest "$work/boot" "file.driver=nbd,file.server.type=unix,file.server.path=$work/disk.sock" "$work/serial.$1" press.service "$work/press.service"
  began=$SECONDS
}
power_off() {
  echo cut >&7
  kill_guest
  wait "$disk" || true
  exec 7>&-
  disk=
}
# Waits until the cloud has more births than before: the seconds since power came, or nothing after the limit.
birth() { # birth BEFORE
  while [ "$(lines births)" -le "$1" ]; do
    alive
    if [ $((SECONDS - began)) -ge "$limit" ] || ! kill -0 "$guest" 2>/dev/null; then return 1; fi
    sleep 1
  done
  echo $((SECONDS - began))
}

echo "image ${image##*/}, $count cuts, seed $seed"
usual=60 boots=0 total=0 longest=0 early=0 n=0
while [ "$n" -le "$count" ]; do # the last boot is for the look at the end; its power is cut, too
  before=$(lines births)
  power_on "$n"
  if [ "$n" -gt 0 ] && [ "$n" -lt "$count" ] && [ $((RANDOM % 4)) = 0 ]; then
    moment=$((1 + RANDOM % usual))
    sleep "$moment"
    took=- early=$((early + 1))
  elif took=$(birth "$before"); then
    boots=$((boots + 1)) total=$((total + took)) usual=$took
    [ "$took" -le "$longest" ] || longest=$took
    moment=$((took + 4 + RANDOM % 30))
    sleep $((moment - took))
  else
    failed "boot $n: no birth message within $limit s; see $work/serial.$n"
    power_off
    break
  fi
  power_off
  printf 'cut %2d  at %3d s  birth %3s s  records %4d  %s\n' "$n" "$moment" "$took" "$(lines records)" "$(cat "$work/cut")"
  gzip -f "$work/serial.$n"
  n=$((n + 1))
  if [ -e "$work/stop" ]; then echo "ended by $work/stop"; count=$((n - 1)); fi
done
[ "$n" -eq $((count + 1)) ] || echo "ended after $n of $count cuts"

# --- the look at the end ---------------------------------------------------------------------------------------------------------
sleep 5
mount_part "$card" "$root_at_mib" "$root_mib" "$work/mnt/system" ro
loop=$(losetup -f --show -o $((data_at_mib * 1048576)) "$card")
if e2fsck -p "$loop" >>"$log" 2>&1 || [ $? -le 1 ]; then
  ok "file system of the data partition: whole, or mended by itself"
else
  failed "file system of the data partition, see $log"
fi
mount "$loop" "$work/mnt/system/var/lib/wugan"
mkdir -p "$work/mnt/data"
losetup -d "$loop"
mount -t proc proc "$work/mnt/system/proc"
mount -t tmpfs tmpfs "$work/mnt/system/tmp"
same "faults that the cloud has seen" "$(lines faults)" 0
zcat "$work"/serial.*.gz | grep -aoE ', seq [0-9]+\.\.[0-9]+, [0-9]+ inside' | sed 's/[^0-9]\+/ /g' |
  awk '{for (seq = $1; seq <= $2; seq++) print seq}' | sort -nu >"$work/told"
status=0
python3 -B "$here/ledger.py" "$work/mnt/system/var/lib/wugan/wugan/ledger.db" "$cloud/records" "$work/told" || status=$?
[ "$status" = 0 ] || faults=$((faults + 1))
if chroot "$work/mnt/system" env -i LC_ALL=C.UTF-8 PATH=/usr/bin:/bin QEMU_CPU=cortex-a72 WUGAN_USER=root /usr/bin/wugan verify --data /var/lib/wugan/wugan >>"$log" 2>&1; then
  ok "the rules of the ledger (wugan verify)"
else
  failed "the rules of the ledger (wugan verify), see $log"
fi
echo "$n cuts, $early of them within a boot; $boots boots to the birth message in $((boots > 0 ? total / boots : 0)) s, at most $longest s; $(lines records) records; seed $seed; $SECONDS s; $faults failed"
[ "$faults" = 0 ]
