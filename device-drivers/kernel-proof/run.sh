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
limit=${WUGAN_GUEST_LIMIT:-900}

fail() {
  echo "kernel-proof: $*" >&2
  exit 1
}

for program in qemu-system-x86_64 busybox gcc make depmod modprobe xz; do
  PATH="$PATH:/usr/sbin" command -v "$program" >/dev/null || fail "$program is missing; see the head of this file"
done
[ -f "$root/edge-agent/app/target/dist/wugan.jar" ] || fail "no build; run ./wugan --version first"

headers=$(find /usr/src -maxdepth 1 -name 'linux-headers-*-amd64' | sort -V | tail -n 1)
[ -n "$headers" ] || fail "linux-headers-amd64 is missing"
kernel=${headers#/usr/src/linux-headers-}
sources=/usr/src/linux-source-6.1.tar.xz
[ -f "$sources" ] || fail "linux-source-6.1 is missing"

# --- kernel and modules, once --------------------------------------------------------------------------------------
image="$work/image"
if [ ! -f "$work/kernel-$kernel.done" ]; then
  rm -rf "$image" "$work/module" "$work/source"
  mkdir -p "$image" "$work/module" "$work/source"
  if [ -f "/boot/vmlinuz-$kernel" ] && [ -d "/lib/modules/$kernel/kernel" ]; then
    mkdir -p "$image/boot" "$image/lib/modules"
    cp "/boot/vmlinuz-$kernel" "$image/boot/"
    cp -a "/lib/modules/$kernel" "$image/lib/modules/"
  else
    (cd "$work" && apt-get download -q "linux-image-$kernel" >/dev/null 2>&1) || fail "linux-image-$kernel is not to be had"
    dpkg -x "$work"/linux-image-"$kernel"_*.deb "$image"
    rm -f "$work"/linux-image-"$kernel"_*.deb
  fi
  # Debian builds the kernel without gpio-sim. Its sources fit; one call is not exported to modules and has a twin that is.
  tar -xJf "$sources" -C "$work/source" --strip-components=1 \
    linux-source-6.1/drivers/gpio/gpio-sim.c linux-source-6.1/drivers/gpio/gpiolib.h linux-source-6.1/kernel/irq/irq_sim.c
  cp "$work/source/drivers/gpio/gpio-sim.c" "$work/module/gpio-sim-main.c"
  cp "$work/source/drivers/gpio/gpiolib.h" "$work/module/"
  sed 's/handle_simple_irq(irq_to_desc(irqnum));/generic_handle_irq(irqnum);/' \
    "$work/source/kernel/irq/irq_sim.c" >"$work/module/irq_sim.c"
  printf 'obj-m := gpio-sim.o\ngpio-sim-y := gpio-sim-main.o irq_sim.o\n' >"$work/module/Makefile"
  make -s -C "$headers" M="$work/module" modules >"$work/module.log" 2>&1 || fail "gpio-sim does not build; see $work/module.log"
  mkdir -p "$image/lib/modules/$kernel/updates"
  cp "$work/module/gpio-sim.ko" "$image/lib/modules/$kernel/updates/"
  PATH="$PATH:/usr/sbin" depmod -b "$image" "$kernel"
  touch "$work/kernel-$kernel.done"
fi

# --- first steps of the guest --------------------------------------------------------------------------------------
first="$work/initrd"
rm -rf "$first"
mkdir -p "$first"/{bin,dev,proc,sys,lower,upper,new,modules}
cp "$(command -v busybox)" "$first/bin/"
PATH="$PATH:/usr/sbin"
for module in virtio_pci 9pnet_virtio 9p overlay; do
  modprobe -d "$image" -S "$kernel" --show-depends "$module"
done | awk '{print $2}' | awk '!seen[$0]++' | while read -r file; do
  cp "$file" "$first/modules/"
  basename "$file" >>"$first/modules/order"
done
cp "$here/init" "$first/init"
chmod +x "$first/init"
(cd "$first" && find . | busybox cpio -o -H newc 2>/dev/null) | gzip -1 >"$work/initrd.gz"

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
cp "$here/guest.sh" "$here/camera" "$results/"

begin=$SECONDS
timeout "$limit" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -m 2560 -smp 2 -nographic -no-reboot \
  -kernel "$image/boot/vmlinuz-$kernel" -initrd "$work/initrd.gz" \
  -append 'console=ttyS0 quiet mitigations=off nokaslr panic=-1' \
  -fsdev local,id=host,path=/,security_model=none,readonly=on,multidevs=remap \
  -device virtio-9p-pci,fsdev=host,mount_tag=host \
  -fsdev local,id=shared,path="$results",security_model=none \
  -device virtio-9p-pci,fsdev=shared,mount_tag=shared \
  -net none >"$work/console.log" 2>&1 || fail "the guest did not end within $limit s, or failed; see $work/console.log"

[ -f "$results/table" ] || fail "the guest left no table; see $work/console.log"
cat "$results/table"
echo "$((SECONDS - begin)) s in the guest, kernel $kernel"
[ -f "$results/ended" ] && ! grep -qv '^ok ' "$results/table"
