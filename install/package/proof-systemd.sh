#!/usr/bin/env bash
# The unit wugan.service under a real systemd: Debian bookworm for amd64 in QEMU without KVM, the package installed in it. Started,
# notified, killed, frozen, out of memory, disk full, badly configured, stopped. One line for each thing that must be so.
#
#   install/package/proof-systemd.sh [WORK]      WORK: folder of 4 GB; made if missing; default target/package-proof-systemd
#
# Needs (Debian): debootstrap qemu-system-x86 e2fsprogs ffmpeg maven, Debian's own package sources, and root. Takes 20 minutes, 10 once
# it has its base system; WORK/base is used again if it is there, WORK/build/wugan.deb too. WUGAN_GUEST_LIMIT: seconds that the guest
# may take. Status 0 if every line says "ok". The guest is emulated: its seconds are many times those of a board.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/common.sh"
need debootstrap qemu-system-x86_64 mke2fs mvn ffmpeg
[ "$(id -u)" = 0 ] || die "root is needed: a system is made"
work=$(mkdir -p "${1:-$root/target/package-proof-systemd}" && cd "${1:-$root/target/package-proof-systemd}" && pwd)
log=$work/log limit=${WUGAN_GUEST_LIMIT:-2400}
: >"$log"

if [ ! -f "$work/build/wugan.deb" ]; then
  mkdir -p "$work/build"
  (cd "$root" && mvn -B -ntp -q -DskipTests -Dnatives=linux-x86_64 package -pl install/package -am) >>"$log" 2>&1 || die "the build fails, see $log"
  cp "$root"/install/package/target/wugan_*_amd64.deb "$work/build/wugan.deb"
fi

# --- Debian with systemd, a kernel for guests, and what the package depends on: the guest has no network ------------
if [ ! -f "$work/base/done" ]; then
  rm -rf "$work/base"
  needed=$(dpkg-deb -f "$work/build/wugan.deb" Depends | tr -d ' ' | tr ',' '\n' | sed 's/|.*//' | paste -sd,)
  debootstrap --variant=minbase --include="systemd,systemd-sysv,dbus,kmod,udev,chrony,iproute2,procps,linux-image-cloud-amd64,initramfs-tools,$needed" \
    bookworm "$work/base" "$(debian_mirror)" >>"$log" 2>&1 || die "debootstrap fails, see $log"
  rm -f "$work/base"/var/cache/apt/archives/*.deb
  touch "$work/base/done"
fi

# --- the guest's disks ------------------------------------------------------------------------------------------------
tree=$work/tree
rm -rf "$tree"
cp -a "$work/base" "$tree"
cp "$work/build/wugan.deb" "$tree/srv/"
cp "$here/guest-systemd.sh" "$tree/srv/proof.sh"
# Without vehicles: an emulated processor takes minutes for what the networks do with one.
ffmpeg -v error -y -f lavfi -i color=gray:size=320x180:rate=2 -t 30 -pix_fmt yuv420p "$tree/srv/still.mp4"
printf 'LABEL=root / ext4 defaults 0 1\nLABEL=data /var/lib/wugan ext4 defaults 0 2\n' >"$tree/etc/fstab"
mkdir -p "$tree/var/lib/wugan"
cat >"$tree/etc/systemd/system/proof.service" <<'END'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/bash /srv/proof.sh
StandardOutput=journal
[Install]
WantedBy=default.target
END
mkdir -p "$tree/etc/systemd/system/default.target.wants"
ln -sf ../proof.service "$tree/etc/systemd/system/default.target.wants/proof.service"
rm -f "$work"/*.img
mke2fs -q -t ext4 -L root -d "$tree" "$work/root.img" 2600M
mke2fs -q -t ext4 -L data -m 0 "$work/data.img" 400M
rm -rf "$tree"

begin=$SECONDS
nice -n 19 timeout "$limit" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -m 1536 -smp 2 -display none -no-reboot \
  -kernel "$(ls "$work"/base/boot/vmlinuz-* | tail -n 1)" -initrd "$(ls "$work"/base/boot/initrd.img-* | tail -n 1)" \
  -append 'root=LABEL=root console=ttyS0 quiet mitigations=off panic=-1 systemd.show_status=0' \
  -drive file="$work/root.img",if=virtio,format=raw,cache=unsafe -drive file="$work/data.img",if=virtio,format=raw,cache=unsafe \
  -serial "file:$work/console" -serial "file:$work/table" -serial "file:$work/journal" -net none \
  >>"$log" 2>&1 </dev/null || echo "FAILED  the guest did not end within $limit s, or failed; see $work/console" >>"$work/table"

tr -d '\r' <"$work/table" | grep -v '^end$' || true
echo "$((SECONDS - begin)) s in the guest; its log is $work/journal"
tr -d '\r' <"$work/table" | grep -qx end && ! tr -d '\r' <"$work/table" | grep -q '^FAILED'
