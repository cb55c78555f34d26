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

. "$here/system.sh"

# --- Debian ---------------------------------------------------------------------------------------------------------------
if ! [ -e /proc/sys/fs/binfmt_misc/qemu-aarch64 ]; then
  [ -e /proc/sys/fs/binfmt_misc/register ] || mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
  tail -n 1 /usr/lib/binfmt.d/qemu-aarch64.conf | tr -d '\n' >/proc/sys/fs/binfmt_misc/register
fi
if [ ! -f "$work/base.done" ]; then
  # The kernel of backports: Debian's own of trixie (6.12) does not know the Raspberry Pi 5's network port.
  step "Debian trixie for arm64" debian arm64 linux-image-arm64/trixie-backports,raspi-firmware,firmware-brcm80211
fi
[ -f "$work/base.done" ] || exit 1

# --- the board's system -----------------------------------------------------------------------------------------------------
leave() { umount -R "$tree" 2>/dev/null || true; }
trap leave EXIT
leave
system_of_base
step "system is entered" enter
step "package $version is installed" agent
[ "$faults" = 0 ] || exit 1
step "files of the image" board_files
step "services" services
step "boot files" boot_files
step "what building left behind goes" tidy
[ "$faults" = 0 ] || exit 1
leave

# --- the card ----------------------------------------------------------------------------------------------------------------
rm -f "$out.xz"
step "card" card "$out"
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
