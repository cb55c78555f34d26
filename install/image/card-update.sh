#!/usr/bin/env bash
# Gives a card that was in use the system of a newer image, and leaves what the board knows: setup file, configuration, ledger, pictures.
#
#   install/image/card-update.sh IMAGE DEVICE      DEVICE: the card in this computer's reader, such as /dev/sdc, not mounted
#
# Interrupted, it is run once more: until then the board may not start, and nothing of its data is touched at any moment.
# Needs (Debian): fdisk mtools e2fsprogs util-linux; root where the device wants it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/layout.sh"
PATH="$PATH:/usr/sbin:/sbin"
die() { printf 'card-update.sh: %s\n' "$*" >&2; exit 2; }
[ $# = 2 ] || die "an image and a device are wanted: card-update.sh IMAGE DEVICE"
image=$1 card=$2
[ -f "$image" ] || die "$image is no file"
[ -b "$card" ] || [ -f "$card" ] || die "$card is no device"
for program in sfdisk mcopy mdir dd findmnt; do command -v "$program" >/dev/null || die "$program is missing; the Debian packages stand at the head of this file"; done
starts() { sfdisk -d "$1" 2>/dev/null | sed -n 's/.*start= *\([0-9]*\), *size= *\([0-9]*\).*/\1 \2/p' | sed '$s/ .*//'; }
[ "$(sfdisk --disk-id "$card" 2>/dev/null)" = "0x$disk_id" ] || die "$card has no card of Wugan in it; a new card is written as a whole"
[ "$(starts "$card")" = "$(starts "$image")" ] || die "the partitions of $card lie elsewhere than those of $image: write the card as a whole, the data will be lost"
if [ -b "$card" ] && lsblk -nro MOUNTPOINT "$card" | grep -q .; then die "a partition of $card is mounted: umount it first"; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "system: $root_mib MB"
dd if="$image" of="$card" bs=1M skip="$root_at_mib" seek="$root_at_mib" count="$root_mib" conv=notrunc,fsync status=none
# The installer's files stay: the setup file, its result, certificates beside it.
mkdir "$work/files"
mcopy -s -n -m -i "$image@@${boot_at_mib}M" '::*' "$work/files/"
rm -f "$work/files/wugan-setup.yaml"
mv "$work/files/config.txt" "$work/"
kernel=$(sed -n 's/^kernel=//p' "$work/config.txt") initrd=$(sed -n 's/^initramfs //p' "$work/config.txt")
# Old kernels go, for the room; the file that names the new one comes last.
mdir -b -i "$card@@${boot_at_mib}M" :: | sed -n 's|^::/||p' | grep -E '^(vmlinuz|initrd.img)-' | grep -vxF -e "$kernel" -e "$initrd" |
  while read -r old; do mdel -i "$card@@${boot_at_mib}M" "::$old"; done
mcopy -o -s -m -i "$card@@${boot_at_mib}M" "$work"/files/* ::
mcopy -o -m -i "$card@@${boot_at_mib}M" "$work/config.txt" ::config.txt
sync "$card"
echo "boot: $kernel; done"
