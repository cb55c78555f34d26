#!/usr/bin/env bash
# Makes the image of a card for Raspberry Pi 3, 4 and 5: Debian trixie for arm64 with the package of Wugan, a read-only root, and a
# partition for data that takes the rest of the card at the first boot.
#
#   install/image/build.sh [--deb FILE] [--out FILE.img]
#
# --deb: package for arm64; left out: made from this checkout. --out: default target/image/wugan-VERSION-arm64.img; FILE.img.xz and
# SHA256SUMS come beside it. WUGAN_IMAGE_WORK: folder of 4 GB for what is made on the way, default target/image/work; WORK/base, Debian
# alone, is used again if it is there.
#
# Needs (Debian): mmdebstrap arch-test qemu-user-static e2fsprogs dosfstools mtools fdisk xz-utils zstd maven, Debian's own package
# sources, and root. Registers the emulator with the kernel (binfmt_misc) where nobody has. Half an hour on two busy cores.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/../package/common.sh"
. "$here/layout.sh"
need mmdebstrap arch-test mke2fs mkfs.vfat mcopy sfdisk xz dpkg-deb
[ "$(id -u)" = 0 ] || die "root is needed: a system is made and entered"

deb='' out=''
while [ $# -gt 0 ]; do
  case $1 in
    --deb) deb=${2:?--deb wants a file}; shift 2 ;;
    --out) out=${2:?--out wants a file}; shift 2 ;;
    *) die "'$1' is not known; --deb FILE and --out FILE.img are" ;;
  esac
done
work=${WUGAN_IMAGE_WORK:-$root/target/image/work}
mkdir -p "$work"
work=$(cd "$work" && pwd)
log=$work/log tree=$work/tree
: >"$log"

# Times of files are no later than this commit's: two builds of it differ in little (docs/image.md).
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH E2FSPROGS_FAKE_TIME=$SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C

if [ -z "$deb" ]; then
  echo "package: is made from this checkout"
  (cd "$root" && mvn -B -ntp -q -DskipTests -Dnatives=linux-arm64 package -pl install/package -am) >>"$log" 2>&1 || die "the build fails, see $log"
  deb=$(ls "$root"/install/package/target/wugan_*_arm64.deb)
fi
[ "$(dpkg-deb -f "$deb" Architecture)" = arm64 ] || die "$deb is not for arm64"
version=$(dpkg-deb -f "$deb" Version)
out=${out:-$root/target/image/wugan-$version-arm64.img}
mkdir -p "$(dirname "$out")"
out=$(cd "$(dirname "$out")" && pwd)/$(basename "$out")

# --- Debian ---------------------------------------------------------------------------------------------------------------
if ! [ -e /proc/sys/fs/binfmt_misc/qemu-aarch64 ]; then
  [ -e /proc/sys/fs/binfmt_misc/register ] || mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
  tail -n 1 /usr/lib/binfmt.d/qemu-aarch64.conf | tr -d '\n' >/proc/sys/fs/binfmt_misc/register
fi
# The kernel of backports: Debian's own of trixie (6.12) does not know the Raspberry Pi 5's network port. Java 21: trixie has no 17.
packages=systemd,systemd-sysv,systemd-resolved,dbus,udev,kmod,initramfs-tools,linux-image-arm64/trixie-backports,raspi-firmware,firmware-brcm80211
packages=$packages,wpasupplicant,wireless-regdb,iproute2,chrony,fdisk,e2fsprogs,dosfstools,zstd,ca-certificates,adduser
packages=$packages,openjdk-21-jre-headless,fonts-droid-fallback
# What the package depends on, but for Java, of which it takes several.
packages=$packages,$(dpkg-deb -f "$deb" Depends | tr ',' '\n' | grep -v java | sed 's/^ *//; s/[ (|].*//' | paste -sd,)
debian() {
  local mirror
  mirror=$(debian_mirror)
  rm -rf "$work/base"
  # shellcheck disable=SC2016 # $1 is of mmdebstrap
  # Their pages of manuals and translations are of no use where nobody logs in. The boot files are made later, once.
  INITRD=No mmdebstrap --mode=root --variant=apt --arch=arm64 --include="$packages" --aptopt='APT::Install-Recommends "false"' \
    --essential-hook='mkdir -p "$1/usr/share/man/man1"' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-include=/usr/share/doc/wugan/*' \
    trixie "$work/base" "deb $mirror trixie main non-free-firmware" "deb $mirror trixie-updates main non-free-firmware" \
    "deb ${mirror%/}-security trixie-security main non-free-firmware" "deb $mirror trixie-backports main non-free-firmware"
  touch "$work/base.done"
}
if [ ! -f "$work/base.done" ]; then step "Debian trixie for arm64" debian; fi
[ -f "$work/base.done" ] || exit 1

# --- the board's system -----------------------------------------------------------------------------------------------------
leave() { umount -R "$tree" 2>/dev/null || true; }
trap leave EXIT
leave
rm -rf "$tree"
mkdir "$tree"
mount --bind "$tree" "$tree" # a mount of its own: the agent asks how much room its file system has
cp -a "$work/base/." "$tree/"
in_system() {
  chroot "$tree" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root QEMU_CPU=cortex-a72 DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
    SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" "$@"
}
enter() {
  mount -t proc proc "$tree/proc"
  mount -t tmpfs tmpfs "$tree/run"
  mount -t tmpfs tmpfs "$tree/tmp"
  # The libraries ask for the processor's kind here, and an emulator shows this machine's: a Raspberry Pi 4's instead.
  for core in 0 1; do
    printf 'processor\t: %s\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd evtstrm crc32 cpuid\n' $core
    printf 'CPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd08\nCPU revision\t: 3\n\n'
  done >"$work/cpuinfo"
  mount --bind "$work/cpuinfo" "$tree/proc/cpuinfo"
  printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
  chmod 755 "$tree/usr/sbin/policy-rc.d"
}
agent() {
  cp "$deb" "$tree/tmp/wugan.deb"
  # Numbers of its own, the same in every image: what lies on the data partition belongs to them.
  in_system groupadd --system --gid 790 wugan
  in_system useradd --system --uid 790 --gid wugan --home-dir /var/lib/wugan --no-create-home --shell /usr/sbin/nologin wugan
  in_system env WUGAN_ARCHIVE_LIMIT=600 dpkg -i /tmp/wugan.deb
  [ -s "$tree/var/cache/wugan/wugan.jsa" ] || { echo "no archive of loaded classes was made"; return 1; }
}
step "system is entered" enter
step "package $version is installed" agent
[ "$faults" = 0 ] || exit 1
. "$here/system.sh"
step "files of the image" board_files
step "services" services
step "boot files" boot_files
step "what building left behind goes" tidy
[ "$faults" = 0 ] || exit 1
leave

# --- the card ----------------------------------------------------------------------------------------------------------------
card() {
  local boot=$work/boot.part system=$work/root.part data=$work/data.part
  rm -f "$boot" "$system" "$data" "$out" "$out.xz"
  truncate -s "${boot_mib}M" "$boot"
  mkfs.vfat -F 32 -n WUGAN-BOOT -i "${disk_id}" --invariant "$boot"
  (cd "$work/boot" && mcopy -i "$boot" -s -m -Q ./* ::)
  for part in system data; do
    case $part in
      system) set -- "$system" "$tree" "$root_mib" "$root_uuid" WUGAN-ROOT "size=16" ;;
      data) set -- "$data" "$work/data" "$data_mib" "$data_uuid" WUGAN-DATA "size=16" ;;
    esac
    truncate -s "${3}M" "$1"
    mke2fs -q -t ext4 -b 4096 -I 256 -i 16384 -m 1 -J "$6" -U "$4" -L "$5" -e remount-ro \
      -E "hash_seed=$4,lazy_itable_init=0,lazy_journal_init=0,root_owner=0:0" -d "$2" "$1"
    tune2fs -c 0 -i 0 "$1"
  done
  truncate -s "$((align_mib + boot_mib + root_mib + data_mib))M" "$out"
  partitions | sfdisk --quiet "$out"
  dd if="$boot" of="$out" bs=1M seek="$boot_at_mib" conv=notrunc,sparse status=none
  dd if="$system" of="$out" bs=1M seek="$root_at_mib" conv=notrunc,sparse status=none
  dd if="$data" of="$out" bs=1M seek="$data_at_mib" conv=notrunc,sparse status=none
  rm -f "$boot" "$system" "$data"
}
step "card" card
[ "$faults" = 0 ] || exit 1
if [ "${WUGAN_IMAGE_XZ:-yes}" = yes ]; then
  pack() {
    nice xz -T0 -6 --keep --force "$out"
    (cd "$(dirname "$out")" && sha256sum "$(basename "$out").xz" >SHA256SUMS)
  }
  step "packed" pack
fi
sizes=$(wc -c <"$out")
echo "$out: $((sizes / 1000000)) MB$([ ! -f "$out.xz" ] || echo ", packed $(($(wc -c <"$out.xz") / 1000000)) MB"); $SECONDS s"
"$here/check.sh" "$out"
