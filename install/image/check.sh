#!/usr/bin/env bash
# Looks into an image of a card without booting it: the table of partitions, what is on them, and what must not be. Some seconds.
#
#   install/image/check.sh IMAGE
#
# Needs (Debian): fdisk mtools dosfstools e2fsprogs file; no root. Status 0 if every line says "ok".
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../package/common.sh"
. "$here/layout.sh"
need sfdisk mdir mcopy fsck.vfat e2fsck debugfs
[ $# = 1 ] || die "which image? check.sh IMAGE"
image=$(readlink -f "$1")
[ -f "$image" ] || die "$1 is no file"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
boot="$image@@${boot_at_mib}M" system="$image?offset=$((root_at_mib * 1048576))" data="$image?offset=$((data_at_mib * 1048576))"

size=$(wc -c <"$image")
if [ "$size" -le 1500000000 ]; then ok "size: $((size / 1000000)) MB, of at most 1500"; else failed "size: $((size / 1000000)) MB, at most 1500 are allowed"; fi
same "partitions" "$(sfdisk -d "$image" | awk '/^\// || /start=/ {gsub(/[^0-9a-f,=a-z ]/, ""); n = split($0, f, /[ ,]+/); out = ""; for (i = 1; i <= n; i++) if (f[i] ~ /^(start|size)=?$/) out = out f[++i] " "; else if (f[i] ~ /^type=/) out = out f[i]; printf "%s; ", out}')" \
  "$((boot_at_mib * 2048)) $((boot_mib * 2048)) type=c; $((root_at_mib * 2048)) $((root_mib * 2048)) type=83; $((data_at_mib * 2048)) $((data_mib * 2048)) type=83; "
same "number of the disk" "$(sfdisk --disk-id "$image")" "0x$disk_id"

# --- boot partition -----------------------------------------------------------------------------------------------------------
dd if="$image" of="$work/boot" bs=1M skip="$boot_at_mib" count="$boot_mib" status=none conv=sparse
if fsck.vfat -n "$work/boot" >"$work/out" 2>&1; then ok "boot partition: whole"; else failed "boot partition: $(tail -n 3 "$work/out")"; fi
mcopy -n -i "$boot" ::cmdline.txt ::config.txt "$work/"
kernel=$(sed -n 's/^kernel=//p' "$work/config.txt") initrd=$(sed -n 's/^initramfs //p' "$work/config.txt")
for file in bootcode.bin start.elf start4.elf fixup.dat fixup4.dat "$kernel" "$initrd" bcm2837-rpi-3-b.dtb bcm2837-rpi-3-b-plus.dtb bcm2711-rpi-4-b.dtb bcm2712-rpi-5-b.dtb; do
  if mdir -b -i "$boot" "::$file" >/dev/null 2>&1; then ok "boot partition: $file"; else failed "boot partition: no $file"; fi
done
mcopy -n -i "$boot" "::$kernel" "$work/kernel"
# The firmware of a Raspberry Pi loads a plain kernel or one packed by gzip: no program of EFI that unpacks itself.
case $(dd if="$work/kernel" bs=1 skip=56 count=4 status=none; head -c 2 "$work/kernel" | od -An -tx1 | tr -d ' ') in
  ARM*) ok "kernel: plain, $(($(wc -c <"$work/kernel") / 1000000)) MB" ;;
  *1f8b) ok "kernel: packed by gzip" ;;
  *) failed "kernel: of a kind that the firmware does not load" ;;
esac
case " $(cat "$work/cmdline.txt") " in
  *" root=PARTUUID=$disk_id-02 "*" ro "*) ok "command line: root by its partition, read-only" ;;
  *) failed "command line: $(cat "$work/cmdline.txt")" ;;
esac

# --- system ------------------------------------------------------------------------------------------------------------------
for part in system data; do
  if e2fsck -fn "${!part}" >"$work/out" 2>&1; then ok "$part: whole"; else failed "$part: $(tail -n 3 "$work/out")"; fi
done
content() { debugfs -R "cat $1" "$system" 2>/dev/null; }
listing() { debugfs -R "ls -p $2" "$1" 2>/dev/null; }
content /etc/fstab >"$work/fstab"
same "root is mounted" "$(awk '$2 == "/" {print $4}' "$work/fstab")" "ro,noatime"
same "bound to the data partition" "$(awk '$4 ~ /^bind/ {print $2}' "$work/fstab" | sort | paste -sd' ')" \
  "/etc/chrony/sources.d /etc/systemd/network /etc/wpa_supplicant /etc/wugan /var/lib/chrony /var/lib/systemd /var/lib/wugan /var/log"
same "file systems in memory without a bound" "$(awk '$3 == "tmpfs" && $4 !~ /size=/' "$work/fstab")" ""
same "accounts that a password opens" "$(content /etc/shadow | awk -F: '$2 !~ /^[!*]/ {print $1}')" ""
same "sources of packages" "$(listing "$system" /etc/apt/sources.list.d | awk -F/ '$6 !~ /^(\.|\.\.|)$/ {print $6}'; content /etc/apt/sources.list)" ""
same "id of the machine" "$(content /etc/machine-id)" ""
same "id of D-Bus is that of the machine" "$(debugfs -R 'stat /var/lib/dbus/machine-id' "$system" 2>/dev/null | sed -n 's/^Fast link dest: "\(.*\)"/\1/p')" /etc/machine-id
same "seeds, logs, keys and server of ssh" "$(for folder in /etc/ssh /var/log /var/lib/systemd; do listing "$system" $folder; done | awk -F/ '$6 !~ /^(\.|\.\.|ssh_config.d|)$/ {print $6}'; listing "$system" /usr/sbin | grep -o 'sshd')" ""
same "archive of loaded classes" "$(listing "$system" /var/cache/wugan | grep -c 'wugan\.jsa')" 1
for unit in wugan.service wugan-console.service systemd-networkd.service chrony.service; do
  if listing "$system" /etc/systemd/system/multi-user.target.wants | grep -q "/$unit/"; then ok "starts with the board: $unit"; else failed "does not start with the board: $unit"; fi
done
mkdir "$work/data"
debugfs -R "rdump /etc $work" "$system" >/dev/null 2>&1 || true
debugfs -R "rdump /wugan $work/data" "$data" >/dev/null 2>&1 || true
same "files in /etc that everybody may write" "$(find "$work/etc" -type f -perm -o+w | sed "s|^$work||")" ""
same "private keys in /etc" "$(grep -rlE -- '-----BEGIN ([A-Z]+ )?PRIVATE KEY' "$work/etc" | sed "s|^$work||" || true)" ""
strays=$( (grep -rhoE '(https?|socks5?)://[^/" ]+' "$work/etc/apt" 2>/dev/null | sort -u; grep -rhiE '^(Acquire::.*Proxy)' "$work/etc/apt") || true)
same "servers and proxies in /etc/apt" "$strays" ""

# --- data --------------------------------------------------------------------------------------------------------------------
same "data: configuration of a fresh board" "$(debugfs -R 'cat /etc/wugan/wugan.yaml' "$data" 2>/dev/null | grep -cE '^(site|edge):[[:space:]]*$')" 2
same "data: ledger or pictures" "$(find "$work/data/wugan" -type f | sed "s|^$work/data||")" ""

echo "$SECONDS s, $faults failed"
[ "$faults" = 0 ]
