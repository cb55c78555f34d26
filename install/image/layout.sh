# Where things lie on the card; to be sourced. These numbers never change: a card's system is exchanged beneath its data.
# The table of partitions is an MBR's, which the ROM of a Raspberry Pi 3 reads.
# shellcheck shell=sh disable=SC2034

align_mib=4
boot_mib=256
root_mib=1088
data_mib=64
boot_at_mib=$align_mib
root_at_mib=$((boot_at_mib + boot_mib))
data_at_mib=$((root_at_mib + root_mib))
disk_id=77756761
root_uuid=77756761-0000-4000-8000-000000000002
data_uuid=77756761-0000-4000-8000-000000000003

partitions() { # for sfdisk
  printf 'label: dos\nlabel-id: 0x%s\n' "$disk_id"
  printf 'start=%dMiB, size=%dMiB, type=c, bootable\n' "$boot_at_mib" "$boot_mib"
  printf 'start=%dMiB, size=%dMiB, type=83\n' "$root_at_mib" "$root_mib" "$data_at_mib" "$data_mib"
}
