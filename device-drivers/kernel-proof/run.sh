#!/usr/bin/env bash
# Runs the agent under a real Linux kernel with simulated lane hardware: QEMU without KVM, a Debian kernel, gpio-sim
# (contacts) and vivid (a V4L2 camera). The guest sees this machine's files, read only, over 9p, so that no image is built.
#
#   device-drivers/kernel-proof/run.sh [WORK]      WORK: folder for kernel, modules and results; made if missing
#
# Needs (Debian): qemu-system-x86 busybox-static gcc make kmod xz-utils python3 linux-source-6.1 linux-headers-amd64, and a build
# (./wugan --version makes one). Ends with 0 if every line of the guest's table says "ok".
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mkdir -p "${1:-$root/target/kernel-proof}" && cd "${1:-$root/target/kernel-proof}" && pwd)
limit=${WUGAN_GUEST_LIMIT:-1500} # seconds

. "$here/common.sh"
need qemu-system-x86_64 busybox gcc make depmod modprobe xz
[ -f "$root/edge-agent/app/target/dist/wugan.jar" ] || fail "no build; run ./wugan --version first"

headers=$(find /usr/src -maxdepth 1 -name 'linux-headers-*-amd64' | sort -V | tail -n 1)
[ -n "$headers" ] || fail "linux-headers-amd64 is missing"
kernel=${headers#/usr/src/linux-headers-}

# --- kernel and modules, once --------------------------------------------------------------------------------------
image="$work/image"
if [ ! -f "$work/kernel-$kernel.done" ]; then
  rm -rf "$image"
  mkdir -p "$image"
  if [ -f "/boot/vmlinuz-$kernel" ] && [ -d "/lib/modules/$kernel/kernel" ]; then
    mkdir -p "$image/boot" "$image/lib/modules"
    cp "/boot/vmlinuz-$kernel" "$image/boot/"
    cp -a "/lib/modules/$kernel" "$image/lib/modules/"
  else
    (cd "$work" && apt-get download -q "linux-image-$kernel" >/dev/null 2>&1) || fail "linux-image-$kernel is not to be had"
    dpkg -x "$work"/linux-image-"$kernel"_*.deb "$image"
    rm -f "$work"/linux-image-"$kernel"_*.deb
  fi
  gpio_sim "$work" "$image" "$kernel" "$headers"
  touch "$work/kernel-$kernel.done"
fi

# --- first steps of the guest --------------------------------------------------------------------------------------
initrd "$work" "$image" "$kernel" "$(command -v busybox)" "$here/init"

# --- the guest -----------------------------------------------------------------------------------------------------
results="$work/results"
rm -rf "$results"
mkdir -p "$results"
cat >"$results/environment" <<END
ROOT='$root'
HERE='$here'
IMAGE='$image'
KERNEL='$kernel'
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
SHARED=/shared
END
cp "$here/guest.sh" "$here/contacts.sh" "$here/camera" "$results/"

begin=$SECONDS
timeout "$limit" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -m 2560 -smp 2 -nographic -no-reboot \
  -kernel "$image/boot/vmlinuz-$kernel" -initrd "$work/initrd.gz" \
  -append 'console=ttyS0 quiet mitigations=off nokaslr panic=-1' \
  -fsdev local,id=host,path=/,security_model=none,readonly=on,multidevs=remap \
  -device virtio-9p-pci,fsdev=host,mount_tag=host \
  -fsdev local,id=shared,path="$results",security_model=none \
  -device virtio-9p-pci,fsdev=shared,mount_tag=shared \
  -net none >"$work/console.log" 2>&1 || fail "the guest did not end within $limit s, or failed; see $work/console.log"

tell "$work" $((SECONDS - begin)) "$kernel"
