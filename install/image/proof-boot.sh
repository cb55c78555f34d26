#!/usr/bin/env bash
# The card's image in an emulated machine, from the setup file on its boot partition to the board's birth message: what an installer
# does on site. One line for each thing that must be so.
#
#   install/image/proof-boot.sh IMAGE [WORK]      WORK: 4 GB, default target/image/boot
#
# A Mosquitto here asks for certificates, and lets only names in that its authority has signed; the lab's EST server (its authority is
# the program openssl) gives the board its certificate for the claim token of the setup file. The machine is QEMU's "virt" with
# the kernel, the first file system and the command line of the image's boot partition; a Raspberry Pi's own firmware and devices are
# not there. Seconds are those of an emulated processor: ten to thirty times a board's.
#
# WUGAN_BOOT_LIMIT: seconds for each wait, 1800. WUGAN: the command of a lab that is built, ./wugan. Needs (Debian): qemu-system-arm mosquitto openssl mtools fdisk e2fsprogs python3, and the
# lab built (./wugan); root for the mount of the last look. Status 0 if every line says "ok".
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/../package/common.sh"
. "$here/layout.sh"
. "$here/guest.sh"
. "$here/cloud-end.sh"
need qemu-system-aarch64 mosquitto mosquitto_sub openssl mcopy python3
[ $# -ge 1 ] || die "which image? proof-boot.sh IMAGE [WORK]"
[ "$(id -u)" = 0 ] || die "root is needed: the card is mounted for the last look"
image=$(readlink -f "$1")
work=$(mkdir -p "${2:-$root/target/image/boot}" && cd "${2:-$root/target/image/boot}" && pwd)
log=$work/log card=$work/card.img serial=$work/serial limit=${WUGAN_BOOT_LIMIT:-1800}
: >"$log"
rm -rf "$work"/serial* "$card"
mkdir -p "$work/mnt"

guest=''
leave() {
  kill_guest
  cloud_leaves
  ! mountpoint -q "$work/mnt/data" || umount "$work/mnt/data"
}
trap leave EXIT

# --- the cloud's end: EST server, broker ------------------------------------------------------------------------------------------
token=claim-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
camera_password=camera-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
wifi_password=wifi-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
cloud_end 10.0.2.2 "$token"

# --- what the installer does: the setup file --------------------------------------------------------------------------------------
cp --sparse=always "$image" "$card"
truncate -s 2G "$card" # a card is larger than the image
mcopy -n -o -i "$card@@${boot_at_mib}M" ::wugan-setup.yaml "$work/template.yaml" 2>>"$log" || die "the image has no wugan-setup.yaml: the package is too old"
ok "the card has the setup file, $(grep -c '>>>' "$work/template.yaml") places to be filled in"
cat >"$work/wugan-setup.yaml" <<END
site: s0001
edge: e01
cloud:
  url: ssl://10.0.2.2:$broker_port
  enrol: https://10.0.2.2:$enrol_port/.well-known/est
  claimToken: $token
  ca: cloud-ca.pem
network:
  wifi:
    ssid: lot-office
    password: '$wifi_password'
    country: CN
lanes:
  - id: entry
    role: ENTRY
    camera:
      url: rtsp://127.0.0.1:9/none
      user: admin
      password: $camera_password
page:
  listen: eth0
END
mcopy -o -i "$card@@${boot_at_mib}M" "$work/wugan-setup.yaml" ::wugan-setup.yaml
mcopy -o -i "$card@@${boot_at_mib}M" "$ca/ca.pem" ::cloud-ca.pem
same "secrets in the card's bytes before" "$(grep -aoE "$token|$camera_password|$wifi_password" "$card" | sort -u | wc -l)" 3

# --- power on -----------------------------------------------------------------------------------------------------------------------
extract_boot "$card" "$work/boot"
start_guest "$work/boot" "file=$card" "$serial"
began=$SECONDS
said() { # said WHAT PATTERN: waits until the guest's log has it, and says when
  wait_for "$1" grep -aqE "$2" "$serial" || return 1
  ok "$1: after $((SECONDS - began)) s"
}
births() { grep -c '"online":true' "$work/births" || true; }
said "kernel and systemd" 'systemd\[1\]: .*(Queued start job|Starting|Hostname set)' || true
said "setup file taken" 'Finished wugan-setup' || true
said "agent starts" 'Starting wugan.service' || true
said "agent ready" 'Started wugan.service' || true
if wait_for "birth message" sh -c "grep -q '\"online\":true' '$work/births'"; then ok "birth message: after $((SECONDS - began)) s"; fi
sleep 20 # what it writes after that
kill_guest # the power is cut

# --- what is on the card now ----------------------------------------------------------------------------------------------------------
mcopy -n -o -i "$card@@${boot_at_mib}M" ::wugan-setup.yaml "$work/after.yaml"
mcopy -n -o -i "$card@@${boot_at_mib}M" ::wugan-setup.result.txt "$work/result.txt" || failed "no wugan-setup.result.txt"
same "setup file: secrets taken over" "$(grep -c 'taken over' "$work/after.yaml")" 3
for secret in token camera_password wifi_password; do
  dd if="$card" bs=1M skip="$boot_at_mib" count="$boot_mib" status=none | grep -aoc "${!secret}" >"$work/count" || true
  same "boot partition, raw bytes: $secret" "$(cat "$work/count")" 0
done
mount_part "$card" "$data_at_mib" rest "$work/mnt/data" rw
same "whole card, raw bytes: claim token" "$(grep -aoc "$token" "$card" || true)" 0
echo "--      files of the board with the camera's password: $(grep -rl "$camera_password" "$work/mnt/data" | sed "s|$work/mnt/data||" | paste -sd' '); with the Wi-Fi's: $(grep -rl "$wifi_password" "$work/mnt/data" | sed "s|$work/mnt/data||" | paste -sd' ')"
pair=$work/mnt/data/etc/wugan/enrol/current
certificate=$(find -L "$pair" -name '*.pem' | head -n 1) key=$(find -L "$pair" -name '*.key' | head -n 1)
same "certificate's name" "$(openssl x509 -in "$certificate" -noout -subject -nameopt multiline | sed -n 's/ *commonName *= //p')" s0001-e01
same "signed by the authority" "$(openssl verify -CAfile "$ca/ca.pem" "$certificate" 2>&1 | sed 's/.*: //')" OK
same "key belongs to it" "$(openssl pkey -in "$key" -pubout 2>/dev/null | sha256sum)" "$(openssl x509 -in "$certificate" -noout -pubkey | sha256sum)"
same "key: mode" "$(stat -Lc %a "$key")" 600
same "claim is gone" "$(ls "$work/mnt/data/etc/wugan/enrol/claim" 2>/dev/null)" ""
same "id of the machine is kept" "$(grep -cEx '[0-9a-f]{32}' "$work/mnt/data/machine-id")" 1
data_now=$(df -BM --output=size "$work/mnt/data" | tail -n 1 | tr -dc 0-9)
if [ "$data_now" -gt 500 ]; then ok "data partition has grown with the card: $data_now MB"; else failed "data partition: $data_now MB on a card of 2048"; fi
umount "$work/mnt/data"
dd if="$image" bs=1M skip="$root_at_mib" count="$root_mib" status=none | sha256sum >"$work/root.before"
dd if="$card" bs=1M skip="$root_at_mib" count="$root_mib" status=none | sha256sum >"$work/root.after"
same "root, byte for byte as in the image" "$(cat "$work/root.after")" "$(cat "$work/root.before")"

echo "$SECONDS s, $faults failed"
[ "$faults" = 0 ]
