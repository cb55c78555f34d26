#!/usr/bin/env bash
# The installer's hour: docs/install.md step by step, from the setup file of a card to the commissioning report, on a board that computes
# at natural speed. Says how long each step took, and one line for each thing that must be so.
#
#   install/image/proof-hour.sh [WORK]      WORK: 4 GB, default target/image/hour; WORK/base, WORK/wugan.deb and WORK/clip are used again
#
# The board: the card as build.sh makes it, same partitions, same files, same units, but for amd64 and without a Raspberry Pi's
# kernel and firmware; its kernel is user-mode-linux. (The card for arm64 has proof-boot.sh; an emulated processor would take seconds
# for each picture.) Camera: a rendered lane over RTSP, with a login. Cloud: EST server and Mosquitto. Time: chrony here. Installer:
# a phone's browser (edge-agent/page-proof/hour.mjs), which presses what the guide says and counts by the clip's truth.
#
# The report, and pictures of each step, lie in WORK/report. VEHICLES: how many are counted, 100. WUGAN: the command of a lab that is
# built, ./wugan. Needs (Debian): user-mode-linux mmdebstrap e2fsprogs dosfstools mtools fdisk iproute2 mosquitto mosquitto-clients
# openssl chrony chromium nodejs, GStreamer as 'wugan camera-loop' names it, 'npm ci' in edge-agent/page-proof, maven, and root.
# Status 0 if every line says "ok".
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/../package/common.sh"
. "$here/layout.sh"
. "$here/system.sh"
. "$here/cloud-end.sh"
need linux.uml mmdebstrap mke2fs mkfs.vfat mcopy sfdisk ip mosquitto mosquitto_sub openssl chronyd node
[ -d "$root/edge-agent/page-proof/node_modules" ] || die "npm ci in edge-agent/page-proof is needed first"
[ "$(id -u)" = 0 ] || die "root is needed: a system is made and a network"
work=$(mkdir -p "${1:-$root/target/image/hour}" && cd "${1:-$root/target/image/hour}" && pwd)
log=$work/log tree=$work/tree card=$work/card.img limit=300
tap=wugan$((RANDOM % 1000)) net=192.168.$((100 + RANDOM % 100))
gate=$net.1 board=$net.20
: >"$log"
SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
export SOURCE_DATE_EPOCH

rm -rf "$work/report"
guest='' cameras='' clock=''
leave() {
  [ -z "$guest" ] || { kill -KILL -- "-$guest" && wait "$guest"; } 2>/dev/null || true
  cloud_leaves
  [ -z "$cameras" ] || kill -- "-$cameras" 2>/dev/null || true
  [ -z "$clock" ] || kill "$clock" 2>/dev/null || true
  ip link del "$tap" 2>/dev/null || true
  umount -R "$tree" 2>/dev/null || true
}
trap leave EXIT

# --- the card ----------------------------------------------------------------------------------------------------------------
if [ ! -f "$work/wugan.deb" ]; then
  (cd "$root" && mvn -B -ntp -q -DskipTests -Dnatives=linux-x86_64 package -pl install/package -am) >>"$log" 2>&1 || die "the build fails, see $log"
  cp "$root"/install/package/target/wugan_*_amd64.deb "$work/wugan.deb"
fi
deb=$work/wugan.deb version=$(dpkg-deb -f "$work/wugan.deb" Version)
[ -f "$work/base.done" ] || step "Debian trixie for amd64" debian amd64 ''
[ -f "$work/base.done" ] || exit 1
kernel=$(ls /usr/lib/uml/modules)
first_file_system() {
  cp -a "/usr/lib/uml/modules/$kernel" "$tree/usr/lib/modules/"
  in_system update-initramfs -c -k "$kernel"
  rm -rf "${work:?}/boot"
  mkdir "$work/boot"
  mv "$tree/boot/initrd.img-$kernel" "$work/initrd"
  cp "$tree/usr/share/wugan/wugan-setup.yaml" "$work/boot/"
}
umount -R "$tree" 2>/dev/null || true
system_of_base
mkdir -p "$tree/usr/lib/modules"
step "system is entered" enter
step "package $version is installed" agent
step "files of the image" board_files
step "services" services
step "kernel's modules, first file system" first_file_system
step "what building left behind goes" tidy
umount -R "$tree"
step "card" card "$card"
[ "$faults" = 0 ] || exit 1
truncate -s 4G "$card"
mkdir -p "$work/clip"
[ -f "$work/clip/entry.truth.json" ] || "${WUGAN:-$root/wugan}" clip "$here/hour-lane.yaml" --out "$work/clip/entry.mp4" >>"$log" 2>&1 || die "the lane is not rendered, see $log"

# --- the site: network, time, camera; and the cloud --------------------------------------------------------------------------------
ip tuntap add dev "$tap" mode tap
ip addr add "$gate/24" dev "$tap"
ip link set "$tap" up
printf 'allow %s.0/24\nbindaddress %s\nlocal stratum 8\ncmdport 0\npidfile %s/chrony.pid\n' "$net" "$gate" "$work" >"$work/chrony.conf"
chronyd -x -d -u root -f "$work/chrony.conf" >>"$log" 2>&1 &
clock=$!
camera_password=camera-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
setsid "${WUGAN:-$root/wugan}" camera-loop --listen "$gate" --login "admin:$camera_password" "entry=$work/clip/entry.mp4" >"$work/camera" 2>>"$log" &
cameras=$!
token=claim-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
cloud_end "$gate" "$token" "$gate"
wait_for "camera" grep -q "^rtsp:" "$work/camera" || exit 1

# --- step 2: one file ----------------------------------------------------------------------------------------------------------
code=GATE-2345-WEST
mcopy -n -o -i "$card@@${boot_at_mib}M" ::wugan-setup.yaml "$work/template.yaml"
sed -e 's/^site:$/site: s0001/' -e 's/^edge:$/edge: e01/' \
  -e "s|^  url: ssl://broker.*|  url: ssl://$gate:$broker_port|" -e "s|^  enrol: .*|  enrol: https://$gate:$enrol_port/.well-known/est|" \
  -e "s/^  claimToken:$/  claimToken: $token/" -e 's/^  # ca: cloud-ca.pem/  ca: cloud-ca.pem/' \
  -e "s|^      url: rtsp:.*|      url: rtsp://$gate:8554/entry|" -e "s/^      password:$/      password: $camera_password/" \
  -e "s/^  # ethernet:/  ethernet:/" -e "s|^  #   address: 192.*|    address: $board/24|" -e "s/^  #   gateway: 192.*/    gateway: $gate/" \
  -e "s/^# time:/time:/" -e "s/^#   servers: .*/  servers: [$gate]/" \
  -e "s/^  # code: .*/  code: '$code'/" "$work/template.yaml" >"$work/wugan-setup.yaml"
ok "setup file: $(diff "$work/template.yaml" "$work/wugan-setup.yaml" | grep -c '^>') lines filled in"
mcopy -o -i "$card@@${boot_at_mib}M" "$work/wugan-setup.yaml" ::wugan-setup.yaml
mcopy -o -i "$card@@${boot_at_mib}M" "$ca/ca.pem" ::cloud-ca.pem

# --- step 3: switched on ----------------------------------------------------------------------------------------------------------
TMPDIR=$work setsid linux.uml mem=1536M ubd0="$card" initrd="$work/initrd" root=PARTUUID=$disk_id-02 ro quiet panic=10 \
  "eth0=tuntap,$tap" systemd.watchdog_sec=off con=null con0=null,fd:1 ssl=null systemd.journald.forward_to_console=1 systemd.journald.max_level_console=info \
  >"$work/serial" 2>&1 </dev/null &
guest=$!
began=$SECONDS
answers() { curl -sk --max-time 5 -o "$work/first.html" "https://$board:8443/"; }
wait_for "page" answers || { tail -n 30 "$work/serial"; exit 1; }
ok "the page answers: after $((SECONDS - began)) s"
wait_for "birth message" grep -q '"online":true' "$work/births" || exit 1
ok "birth message, with the board's own certificate: after $((SECONDS - began)) s"

# --- steps 4 to 8: at the page -----------------------------------------------------------------------------------------------------
if URL="https://$board:8443/" CODE=$code LANE=entry TRUTH=$work/clip/entry.truth.json CAMERA=$work/camera OUT=$work/report \
  node "$root/edge-agent/page-proof/hour.mjs"; then
  ok "steps 4 to 8, at the page"
else
  failed "steps 4 to 8, see above and $work/report"
fi
# What the page saves has the agent start its parts anew, within the same process.
same "service: starts by systemd, ends by force" "$(grep -ac 'Starting wugan.service' "$work/serial") $(grep -acE 'wugan.service: .*(Killing|timed out)' "$work/serial")" "1 0"
echo "$((SECONDS - began)) s from power to report, the vehicles counted among it; $SECONDS s in all; $faults failed"
[ "$faults" = 0 ]
