# Steps of build.sh and of proof-hour.sh: Debian, the board's system in it, the card. $work is the folder for what is made, $tree the
# system's root, $deb the package, $version its version; in_system runs a command in the system.
# shellcheck shell=bash disable=SC2154

# debian ARCHITECTURE PACKAGES: Debian trixie, with these packages beside those that every board needs, into $work/base.
debian() {
  # Java 21: trixie has no 17.
  local mirror packages=systemd,systemd-sysv,systemd-resolved,dbus,udev,kmod,initramfs-tools,wpasupplicant,wireless-regdb
  packages=$packages,iproute2,chrony,fdisk,e2fsprogs,dosfstools,zstd,ca-certificates,adduser,openjdk-21-jre-headless,fonts-droid-fallback${2:+,$2}
  # What the package depends on, but for Java, of which it takes several.
  packages=$packages,$(dpkg-deb -f "$deb" Depends | tr ',' '\n' | grep -v java | sed 's/^ *//; s/[ (|].*//' | paste -sd,)
  mirror=$(debian_mirror)
  rm -rf "$work/base"
  # shellcheck disable=SC2016 # $1 is of mmdebstrap
  # Their pages of manuals and translations are of no use where nobody logs in. The boot files are made later, once.
  INITRD=No mmdebstrap --mode=root --variant=apt --arch="$1" --include="$packages" --aptopt='APT::Install-Recommends "false"' \
    --essential-hook='mkdir -p "$1/usr/share/man/man1"' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-include=/usr/share/doc/wugan/*' \
    trixie "$work/base" "deb $mirror trixie main non-free-firmware" "deb $mirror trixie-updates main non-free-firmware" \
    "deb ${mirror%/}-security trixie-security main non-free-firmware" "deb $mirror trixie-backports main non-free-firmware"
  touch "$work/base.done"
}

system_of_base() {
  rm -rf "$tree"
  mkdir "$tree"
  mount --bind "$tree" "$tree" # a mount of its own: the agent asks how much room its file system has
  cp -a "$work/base/." "$tree/"
}

in_system() {
  chroot "$tree" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root QEMU_CPU=cortex-a72 DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
    SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" "$@"
}

enter() {
  mount -t proc proc "$tree/proc"
  mount -t tmpfs tmpfs "$tree/run"
  mount -t tmpfs tmpfs "$tree/tmp"
  [ "$(dpkg-deb -f "$deb" Architecture)" != arm64 ] || emulated_processor
  printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
  chmod 755 "$tree/usr/sbin/policy-rc.d"
}

# The libraries ask for the processor's kind here, and an emulator shows this machine's: a Raspberry Pi 4's instead.
emulated_processor() {
  local core
  for core in 0 1; do
    printf 'processor\t: %s\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd evtstrm crc32 cpuid\n' $core
    printf 'CPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd08\nCPU revision\t: 3\n\n'
  done >"$work/cpuinfo"
  mount --bind "$work/cpuinfo" "$tree/proc/cpuinfo"
}

agent() {
  cp "$deb" "$tree/tmp/wugan.deb"
  # Numbers of its own, the same in every image: what lies on the data partition belongs to them.
  in_system groupadd --system --gid 790 wugan
  in_system useradd --system --uid 790 --gid wugan --home-dir /var/lib/wugan --no-create-home --shell /usr/sbin/nologin wugan
  in_system env WUGAN_ARCHIVE_LIMIT=600 dpkg -i /tmp/wugan.deb
  [ -s "$tree/var/cache/wugan/wugan.jsa" ] || { echo "no archive of loaded classes was made"; return 1; }
}

board_files() {
  cp -r --no-preserve=ownership "$here/root/." "$tree/"
  find "$tree/etc/systemd" "$tree/usr/lib/systemd/network" "$tree/usr/lib/wugan-image" -type d -exec chmod 755 {} +
  sed -i "s/\[\[disk\]\]/$disk_id/" "$tree/etc/systemd/system/wugan-grow.service"
  mkdir -p "$tree/usr/share/wugan-image" "$tree/data" "$tree/boot/firmware"
  printf '%s\n' "$version" >"$tree/usr/share/wugan-image/version"
  printf 'wugan\n' >"$tree/etc/hostname"
  printf '127.0.0.1\tlocalhost\n127.0.1.1\twugan\n::1\tlocalhost ip6-localhost ip6-loopback\n' >"$tree/etc/hosts"
  ln -sf ../run/systemd/resolve/stub-resolv.conf "$tree/etc/resolv.conf"
  : >"$tree/etc/machine-id"
  # Debian makes an id for D-Bus when it is installed, and systemd would take it: every board of this image would be the same machine.
  mkdir -p "$tree/var/lib/dbus"
  ln -sf /etc/machine-id "$tree/var/lib/dbus/machine-id"
  # No sources of packages: the system of a card is exchanged as a whole, and nothing on the board could write to it.
  rm -f "$tree/etc/apt/sources.list" "$tree"/etc/apt/sources.list.d/* "$tree"/etc/apt/apt.conf.d/99mmdebstrap
  fstab >"$tree/etc/fstab"

  # What is written lies on the data partition, and the root has it by binds.
  rm -rf "$work/data"
  mkdir -p "$work/data"/{etc/wpa_supplicant,etc/chrony,systemd,chrony,log}
  mkdir -p "$tree"/etc/{chrony/sources.d,wpa_supplicant,systemd/network} "$tree"/var/{log,lib/systemd,lib/chrony}
  cp -a "$tree/etc/wugan" "$work/data/etc/wugan"
  cp -a "$tree/etc/wugan/wugan.yaml" "$tree/usr/share/wugan-image/wugan.yaml"
  cp -a "$tree/etc/systemd/network" "$work/data/etc/network"
  cp -a "$tree/var/lib/wugan" "$work/data/wugan"
}

fstab() {
  local disk=PARTUUID=$disk_id bound='bind,x-systemd.requires=wugan-data.service'
  cat <<END
# Nothing is written to the root. What must be written lies on the data partition; the rest is in memory, bounded.
$disk-02 / ext4 ro,noatime 0 1
$disk-01 /boot/firmware vfat rw,nosuid,nodev,noexec,umask=0077,nofail 0 2
$disk-03 /data ext4 noatime,nosuid,nodev,errors=remount-ro,x-systemd.growfs,x-systemd.device-timeout=5min 0 2
/data/etc/wugan /etc/wugan none $bound 0 0
/data/etc/network /etc/systemd/network none $bound 0 0
/data/etc/wpa_supplicant /etc/wpa_supplicant none $bound 0 0
/data/etc/chrony /etc/chrony/sources.d none $bound 0 0
/data/wugan /var/lib/wugan none $bound 0 0
/data/chrony /var/lib/chrony none $bound 0 0
/data/systemd /var/lib/systemd none $bound 0 0
/data/log /var/log none $bound 0 0
tmpfs /tmp tmpfs nosuid,nodev,size=64M,mode=1777 0 0
tmpfs /var/tmp tmpfs nosuid,nodev,size=64M,mode=1777 0 0
END
}

services() {
  # Nobody logs in: no password opens an account, no terminal asks for one.
  in_system passwd --lock root
  in_system systemctl mask getty@.service serial-getty@.service autovt@.service console-getty.service rescue.service \
    systemd-firstboot.service ldconfig.service
  # A read-only root is exchanged as a whole, not package by package by the clock.
  in_system systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service
  in_system systemctl enable systemd-networkd.service systemd-resolved.service chrony.service wugan-grow.service \
    wugan-boot-ro.service wugan-console.service wugan.service fstrim.timer
  in_system systemctl disable wpa_supplicant.service
  for unit in wugan-setup.service wugan-enrol.service wugan-enrol.timer; do
    [ ! -e "$tree/usr/lib/systemd/system/$unit" ] || in_system systemctl enable "$unit"
  done
  # The clock of a board without a battery goes on where it was last known: the time of chrony's drift file.
  printf 'DAEMON_OPTS="-F 1 -s"\n' >"$tree/etc/default/chrony"
}

boot_files() {
  local file kernel
  # The root is found by the number of its partition, whatever the slot of the card is called; ro comes after Debian's rw, and wins.
  printf 'ROOTPART=PARTUUID=%s-02\nCONSOLES="ttyAMA10,115200 ttyS1,115200 tty0"\n' "$disk_id" >"$tree/etc/default/raspi-firmware"
  printf 'ro quiet panic=10\n' >"$tree/etc/default/raspi-extra-cmdline"
  kernel=$(ls "$tree/usr/lib/modules")
  [ -s "$tree/boot/vmlinuz-$kernel" ] || cp "$tree/usr/lib/modules/$kernel/vmlinuz" "$tree/boot/vmlinuz-$kernel"
  in_system update-initramfs -c -k "$kernel"
  in_system env DEB_MAINT_PARAMS=configure /etc/kernel/postinst.d/z50-raspi-firmware configure
  rm -rf "${work:?}/boot"
  mkdir "$work/boot"
  mv "$tree"/boot/firmware/* "$work/boot/"
  # The kernel and its first file system are on the boot partition; here they would lie twice.
  rm -f "$tree"/boot/vmlinuz* "$tree"/boot/initrd* "$tree"/vmlinuz* "$tree"/initrd*
  file=$tree/usr/share/wugan/wugan-setup.yaml
  [ ! -f "$file" ] || cp "$file" "$work/boot/"
  for file in cmdline.txt config.txt bcm2712-rpi-5-b.dtb bcm2711-rpi-4-b.dtb bcm2837-rpi-3-b.dtb start4.elf start.elf bootcode.bin; do
    [ -s "$work/boot/$file" ] || { echo "the boot partition has no $file"; return 1; }
  done
}

tidy() {
  rm -f "$tree/usr/sbin/policy-rc.d"
  ! mountpoint -q "$tree/proc/cpuinfo" || umount "$tree/proc/cpuinfo"
  umount "$tree/proc" "$tree/run" "$tree/tmp"
  rm -rf "$tree"/var/lib/apt/lists/* "$tree"/var/cache/apt/* "$tree"/var/cache/ldconfig "$tree"/var/cache/debconf/*-old "$tree"/var/lib/dpkg/*-old
  rm -rf "$tree"/var/log/* "$tree"/var/lib/systemd/* "$tree"/var/lib/chrony/* "$tree"/root/.[a-z]* "$tree"/etc/*- "$tree"/var/tmp/*
  find "$tree" "$work/data" "$work/boot" -newermt "@$SOURCE_DATE_EPOCH" -print0 | xargs -0r touch -h -d "@$SOURCE_DATE_EPOCH"
}

# card FILE: the partitions, and in them $work/boot, $tree and $work/data.
card() {
  local boot=$work/boot.part system=$work/root.part data=$work/data.part
  rm -f "$boot" "$system" "$data" "$1"
  truncate -s "${boot_mib}M" "$boot"
  mkfs.vfat -F 32 -n WUGAN-BOOT -i "${disk_id}" --invariant "$boot"
  (cd "$work/boot" && mcopy -i "$boot" -s -m -Q ./* ::)
  ext4_of "$tree" "$system" "$root_mib" "$root_uuid" WUGAN-ROOT
  ext4_of "$work/data" "$data" "$data_mib" "$data_uuid" WUGAN-DATA
  truncate -s "$((align_mib + boot_mib + root_mib + data_mib))M" "$1"
  partitions | sfdisk --quiet "$1"
  dd if="$boot" of="$1" bs=1M seek="$boot_at_mib" conv=notrunc,sparse status=none
  dd if="$system" of="$1" bs=1M seek="$root_at_mib" conv=notrunc,sparse status=none
  dd if="$data" of="$1" bs=1M seek="$data_at_mib" conv=notrunc,sparse status=none
  rm -f "$boot" "$system" "$data"
}

ext4_of() { # ext4_of FOLDER FILE MIB UUID LABEL
  truncate -s "${3}M" "$2"
  mke2fs -q -t ext4 -b 4096 -I 256 -i 16384 -m 1 -J size=16 -U "$4" -L "$5" -e remount-ro \
    -E "hash_seed=$4,lazy_itable_init=0,lazy_journal_init=0,root_owner=0:0" -d "$1" "$2"
  tune2fs -c 0 -i 0 "$2"
}
