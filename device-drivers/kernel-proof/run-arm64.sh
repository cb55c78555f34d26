#!/usr/bin/env bash
# Runs the shipped program for linux-arm64 under a real arm64 kernel: QEMU's "virt" machine with a Cortex-A72, a Debian kernel,
# contacts from gpio-sim, a serial port with a panel at its end. The kernel's driver for contacts and Pi4J do the same in it.
# Debian's packages for arm64 are unpacked into a folder, which the guest sees over 9p; nothing of this machine is changed.
#
#   device-drivers/kernel-proof/run-arm64.sh [WORK]      WORK: folder of 1.5 GB for system, modules and results; made if missing
#
# Needs (Debian): qemu-system-arm gcc-aarch64-linux-gnu busybox-static gcc make kmod xz-utils python3 linux-source-6.1
# linux-headers-amd64 (for its linux-kbuild), Debian's own package sources, and a build for a board:
#   mvn -B -ntp -DskipTests -Dnatives=linux-arm64 package -pl edge-agent/app -am
# WUGAN_DIST is the folder of that build, if not edge-agent/app/target/dist. WUGAN_PARTS are the parts of the table to be run, all by
# default: "kernel pi4j panel agent". Ends with 0 if every line of the table says "ok".
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mkdir -p "${1:-$root/target/kernel-proof-arm64}" && cd "${1:-$root/target/kernel-proof-arm64}" && pwd)
dist=${WUGAN_DIST:-$root/edge-agent/app/target/dist}
limit=${WUGAN_GUEST_LIMIT:-2400} # seconds
system="$work/system"

. "$here/common.sh"
need qemu-system-aarch64 aarch64-linux-gnu-gcc busybox make depmod modprobe xz python3 apt-get dpkg
[ -f "$dist/wugan.jar" ] && [ -n "$(find "$dist/lib" -name 'opencv-*-linux-arm64.jar')" ] ||
  fail "no build for linux-arm64 in $dist; see the head of this file"

# --- Debian for arm64, once ----------------------------------------------------------------------------------------
apt="$work/apt"
arm() { # arm PROGRAM ARGUMENT…: an apt of its own, which knows nothing of this machine's packages
  local program=$1
  shift
  "$program" -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State="$apt/state" \
    -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" -o Dir::Etc::sourcelist=/dev/null \
    -o Dir::Etc::sourceparts="$apt/sources" -o Dir::Etc::preferencesparts=/dev/null -o APT::Install-Recommends=false \
    -o APT::Sandbox::User=root "$@"
}
if [ ! -f "$work/system.done" ]; then
  rm -rf "$system" "$apt" "$work/headers"
  mkdir -p "$system" "$apt"/{state/lists/partial,cache/archives/partial,sources}
  : >"$apt/status"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
    if grep -qsE 'debian(-security)?/?( |$)' "$file"; then cp "$file" "$apt/sources/"; fi
  done
  [ -n "$(ls "$apt/sources")" ] || fail "this machine has no package sources of Debian in /etc/apt"
  arm apt-get -q update >"$work/apt.log" 2>&1 || fail "Debian's lists for arm64 are not to be had; see $work/apt.log"
  kernel=$(arm apt-cache depends linux-image-arm64 | awk '/Depends: linux-image-/ {sub("linux-image-", "", $2); print $2; exit}')
  [ -n "$kernel" ] || fail "no linux-image-arm64 among Debian's packages; see $work/apt.log"
  # The libraries after openjdk are what FFmpeg wants, as the package for a board says.
  arm apt-get -y -q --download-only install bash coreutils grep mawk sed util-linux mount kmod openjdk-17-jre-headless \
    libva2 libva-drm2 libdrm2 libudev1 libpulse0 libxcb1 libxcb-shm0 >>"$work/apt.log" 2>&1 ||
    fail "Debian's packages for arm64 are not to be had; see $work/apt.log"
  (cd "$apt/cache/archives" && arm apt-get -q download busybox-static libc-bin "linux-image-$kernel" >>"$work/apt.log" 2>&1) ||
    fail "linux-image-$kernel is not to be had; see $work/apt.log"
  for package in "$apt"/cache/archives/*.deb; do dpkg-deb -x "$package" "$system"; done
  # Headers of the kernel; the programs among them are this machine's.
  mkdir -p "$work/headers"
  (cd "$work/headers" && arm apt-get -q download "linux-headers-$kernel" "linux-headers-${kernel%-arm64}-common" >>"$work/apt.log" 2>&1) ||
    fail "linux-headers-$kernel is not to be had; see $work/apt.log"
  for package in "$work"/headers/*.deb; do dpkg-deb -x "$package" "$work/headers"; done
  headers="$work/headers/usr/src/linux-headers-$kernel"
  kbuild=$(find /usr/lib -maxdepth 1 -name 'linux-kbuild-6.1*' | sort -V | tail -n 1)
  [ -n "$kbuild" ] || fail "linux-kbuild-6.1 is missing; it comes with linux-headers-amd64"
  mkdir -p "$work/headers/usr/lib"
  ln -s "$kbuild" "$work/headers/usr/lib/"
  sed -i "s|/usr/src/|$work/headers/usr/src/|" "$headers/Makefile"
  gpio_sim "$work" "$system" "$kernel" "$headers" ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-
  rm -rf "$apt/cache"
  mkdir -p "$system"/{proc,sys,dev,run,tmp,shared,opt}
  echo "$kernel" >"$work/system.done"
fi
kernel=$(cat "$work/system.done")

# --- the guest -----------------------------------------------------------------------------------------------------
initrd "$work" "$system" "$kernel" "$system/bin/busybox" "$here/init"
rm -rf "$system/opt/wugan"
cp -r "$dist" "$system/opt/wugan"
results="$work/results"
rm -rf "$results"
mkdir -p "$results"
cat >"$results/environment" <<END
IMAGE=/
KERNEL='$kernel'
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/jvm/java-17-openjdk-arm64/bin
SHARED=/shared
PARTS='${WUGAN_PARTS:-kernel pi4j panel agent}'
END
cp "$here/guest-arm64.sh" "$results/guest.sh"
cp "$here/contacts.sh" "$results/"

begin=$SECONDS
socket=$(mktemp -u /tmp/wugan-panel-XXXXXX)
python3 "$here/panel.py" "$socket" >"$work/panel.log" 2>&1 &
panel=$!
trap 'kill "$panel" 2>/dev/null || true; rm -f "$socket"' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -S "$socket" ] || sleep 0.5; done
timeout "$limit" qemu-system-aarch64 -M virt -accel tcg,thread=multi -cpu cortex-a72 -m 2560 -smp 2 -nographic -no-reboot \
  -kernel "$system/boot/vmlinuz-$kernel" -initrd "$work/initrd.gz" -append 'console=ttyAMA0 quiet panic=-1' \
  -fsdev local,id=host,path="$system",security_model=none,readonly=on,multidevs=remap \
  -device virtio-9p-pci,fsdev=host,mount_tag=host \
  -fsdev local,id=shared,path="$results",security_model=none \
  -device virtio-9p-pci,fsdev=shared,mount_tag=shared \
  -chardev socket,id=panel,path="$socket" -device pci-serial,chardev=panel \
  -net none >"$work/console.log" 2>&1 </dev/null || fail "the guest did not end within $limit s, or failed; see $work/console.log"

tell "$work" $((SECONDS - begin)) "$kernel"
