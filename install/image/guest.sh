# A machine of QEMU that has the card in it; to be sourced by the proofs after ../package/common.sh and layout.sh.
# shellcheck shell=bash disable=SC2154

# Takes kernel, first file system and command line out of the image's boot partition, as a board's ROM and firmware do.
extract_boot() { # extract_boot IMAGE FOLDER
  local part="$1@@${boot_at_mib}M" name
  mkdir -p "$2"
  mcopy -n -o -i "$part" ::cmdline.txt ::config.txt "$2/"
  name=$(sed -n 's/^kernel=//p' "$2/config.txt")
  mcopy -n -o -i "$part" "::$name" "$2/kernel"
  name=$(sed -n 's/^initramfs //p' "$2/config.txt")
  mcopy -n -o -i "$part" "::$name" "$2/initrd"
}

# start_guest FOLDER DRIVE SERIAL [UNIT-NAME UNIT-FILE]: sets $guest, its process. The board's own command line, but for a serial port
# that this machine has, and what the log says on it. A unit is given as a credential of systemd: the image stays as it is.
start_guest() {
  local folder=$1 drive=$2 serial=$3 line
  # ttyAMA10 is a Raspberry Pi 5's; a kernel that has other ports of this kind would take none of them.
  line="$(tr -d '\n' <"$folder/cmdline.txt" | sed 's/console=ttyAMA10,115200//') console=ttyAMA0 systemd.journald.forward_to_console=1 systemd.journald.max_level_console=info"
  [ $# -lt 5 ] || line="$line systemd.wants=$4 systemd.set_credential_binary=systemd.extra-unit.$4:$(base64 -w0 "$5")"
  [ "${#line}" -lt 2000 ] || die "the kernel's command line is longer than 2000 letters"
  nice -n "${WUGAN_GUEST_NICE:-5}" qemu-system-aarch64 -M virt -cpu cortex-a72 -accel tcg,thread=multi -smp 2 -m "${WUGAN_GUEST_MIB:-1536}" \
    -nodefaults -display none -no-reboot -kernel "$folder/kernel" -initrd "$folder/initrd" -append "$line" \
    -drive "if=none,id=card,format=raw,cache=writeback,$drive" -device virtio-blk-pci,drive=card \
    -netdev user,id=net -device virtio-net-pci,netdev=net,romfile= -device virtio-rng-pci \
    -chardev "file,id=serial,path=$serial" -serial chardev:serial </dev/null >>"$log" 2>&1 &
  guest=$!
}

kill_guest() {
  [ -z "${guest:-}" ] || { kill -KILL "$guest" && wait "$guest"; } 2>/dev/null || true
  guest=
}

# The partitions of an image, mounted read-only for a look (data: with its journal played back, read-write).
mount_part() { # mount_part IMAGE OFFSET-MIB SIZE-MIB|rest FOLDER OPTIONS
  local size
  if [ "$3" = rest ]; then size=$(($(wc -c <"$1") - $2 * 1048576)); else size=$(($3 * 1048576)); fi
  mkdir -p "$4"
  mount -o "loop,offset=$(($2 * 1048576)),sizelimit=$size,$5" "$1" "$4"
}
