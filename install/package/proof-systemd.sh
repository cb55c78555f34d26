#!/usr/bin/env bash
# The unit wugan.service under a real systemd: a guest of Debian bookworm for amd64, the package installed in it. Started, notified,
# killed, frozen, out of memory, disk full, badly configured, stopped. One line for each thing that must be so.
#
#   install/package/proof-systemd.sh [WORK]      WORK: folder of 4 GB; made if missing; default target/package-proof-systemd
#
# Needs (Debian): debootstrap user-mode-linux e2fsprogs ffmpeg maven, Debian's own package sources, and root. WORK/base and
# WORK/build/wugan.deb are used again if they are there. WUGAN_GUEST_LIMIT: seconds that the guest may take here. Status 0 if every
# line says "ok".
#
# The guest's kernel is a process of this machine (user-mode-linux), which needs no virtualisation and computes at full speed: a quarter
# of an hour. WUGAN_GUEST=qemu takes an emulated machine in its place (qemu-system-x86), which is some fifteen times slower; its clock
# counts instructions, 500 million to a second, so that its seconds are those of one slow core, however busy this machine is.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/common.sh"
guest=${WUGAN_GUEST:-uml}
case $guest in
  uml) need linux.uml ;;
  qemu) need qemu-system-x86_64 ;;
  *) die "WUGAN_GUEST is '$guest'; uml and qemu are allowed" ;;
esac
need debootstrap mke2fs mvn ffmpeg
[ "$(id -u)" = 0 ] || die "root is needed: a system is made"
work=$(mkdir -p "${1:-$root/target/package-proof-systemd}" && cd "${1:-$root/target/package-proof-systemd}" && pwd)
log=$work/log limit=${WUGAN_GUEST_LIMIT:-3600}
: >"$log"

if [ ! -f "$work/build/wugan.deb" ]; then
  mkdir -p "$work/build"
  (cd "$root" && mvn -B -ntp -q -DskipTests -Dnatives=linux-x86_64 package -pl install/package -am) >>"$log" 2>&1 || die "the build fails, see $log"
  cp "$root"/install/package/target/wugan_*_amd64.deb "$work/build/wugan.deb"
fi

# --- Debian with systemd, a kernel for guests, and what the package depends on: the guest has no network ------------
if [ ! -f "$work/base/done" ]; then
  rm -rf "$work/base"
  needed=$(dpkg-deb -f "$work/build/wugan.deb" Depends | tr -d ' ' | tr ',' '\n' | sed 's/[|(].*//' | paste -sd,)
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
if [ "$guest" = uml ]; then cp -a /usr/lib/uml/modules/. "$tree/lib/modules/"; fi
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
mke2fs -q -t ext4 -L root -d "$tree" "$work/root.img" 2600M >>"$log"
mke2fs -q -t ext4 -L data -m 0 "$work/data.img" 400M >>"$log"
rm -rf "$tree"

: >"$work/table"
: >"$work/journal"
run_uml() {
  TMPDIR=$work nice -n 19 timeout "$limit" linux.uml mem=1536M ubd0="$work/root.img" ubd1="$work/data.img" root=/dev/ubda rw \
    con=null con0=null,fd:1 ssl0=null ssl1=null,fd:7 ssl2=null,fd:8 systemd.show_status=0 \
    7>"$work/table" 8>"$work/journal" >"$work/console" 2>&1 </dev/null
}
run_qemu() {
  nice -n 19 timeout "$limit" qemu-system-x86_64 -accel tcg,thread=single -icount shift=1,sleep=off -cpu max -m 1536 -smp 1 -display none -no-reboot \
    -kernel "$(find "$work/base/boot" -name 'vmlinuz-*' | sort -V | tail -n 1)" \
    -initrd "$(find "$work/base/boot" -name 'initrd.img-*' | sort -V | tail -n 1)" \
    -append 'root=LABEL=root console=ttyS0 quiet mitigations=off panic=-1 systemd.show_status=0' \
    -drive file="$work/root.img",if=virtio,format=raw,cache=unsafe -drive file="$work/data.img",if=virtio,format=raw,cache=unsafe \
    -serial "file:$work/console" -serial "file:$work/table" -serial "file:$work/journal" -net none >>"$log" 2>&1 </dev/null
}
begin=$SECONDS
"run_$guest" || echo "FAILED  the guest did not end within $limit s, or failed; see $work/console" >>"$work/table"

tr -d '\r' <"$work/table" | grep -v '^end$' || true
echo "$((SECONDS - begin)) s in the guest; its log is $work/journal"
tr -d '\r' <"$work/table" | grep -qx end && ! tr -d '\r' <"$work/table" | grep -q '^FAILED'
