#!/bin/sh
# Reads the same pictures on this machine and on an emulated 64-bit ARM system, and compares every plate, character by
# character: sh plate-recognition/check-arm64.sh PICTURES OUT [COUNT]
#
# PICTURES is a folder of pictures, OUT a folder outside the repository (1 GB), COUNT how many pictures (default 50). Needs
# Maven, debootstrap and qemu-user-static (Debian packages), and as debootstrap does: root. Takes about a quarter of an hour, most of it
# once. Ends with 0 where all reads are the same.
set -eu

pictures=${1:?folder of pictures} out=${2:?folder to work in} count=${3:-50}
root=$(cd "$(dirname "$0")/.." && pwd -P)
mkdir -p "$out"
out=$(cd "$out" && pwd -P)
system=$out/debian-arm64

# Only unpacked, nothing is configured: a Java virtual machine needs no more.
if [ ! -e "$system/unpacked" ]; then
  rm -rf "$system"
  debootstrap --foreign --arch=arm64 --variant=minbase --include=openjdk-17-jre-headless bookworm "$system"
  for package in "$system"/var/cache/apt/archives/*.deb; do dpkg-deb -x "$package" "$system"; done
  # The libraries ask the processor's kind of the kernel, and an emulator shows them this machine's: a Raspberry Pi 4's instead.
  mkdir -p "$system/proc"
  for core in 0 1; do
    printf 'processor\t: %s\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd evtstrm crc32 cpuid\n' $core
    printf 'CPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd08\nCPU revision\t: 3\n\n'
  done >"$system/proc/cpuinfo"
  touch "$system/unpacked"
fi

for platform in linux-arm64 linux-x86_64; do
  (cd "$root" && mvn -B -ntp -q -DskipTests -Dnatives=$platform package -pl edge-agent/app -am)
  rm -rf "$out/$platform"
  cp -r "$root/edge-agent/app/target/dist" "$out/$platform"
done

list=$(find "$pictures" -maxdepth 1 -type f \( -name '*.jpg' -o -name '*.png' -o -name '*.jpeg' \) | sort | head -n "$count")
[ -n "$list" ] || { echo "no pictures in $pictures" >&2; exit 2; }

read_with() { # platform, program…
  platform=$1; shift
  # shellcheck disable=SC2086 # the list is split at blanks
  "$@" -XX:+UseSerialGC -Xss512k "-XX:ErrorFile=$out/java-error.log" -Dfile.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 \
    "-Dorg.bytedeco.javacpp.cachedir=$out/cache-$platform" -jar "$out/$platform/wugan.jar" \
    read --format jsonl $list >"$out/$platform.jsonl"
}
echo "reading on this machine"
read_with linux-x86_64 java
echo "reading on emulated arm64"
read_with linux-arm64 qemu-aarch64-static -cpu cortex-a72 -L "$system" "$system/usr/lib/jvm/java-17-openjdk-arm64/bin/java"

# Everything but times and digits of the confidences that rounding decides.
texts() { sed -e 's/,"millis":[^}]*}/}/' -e 's/"file":"[^"]*\//"file":"/' "$1" | grep -oE '"(file|plate|value|category|color)":"[^"]*"'; }
texts "$out/linux-x86_64.jsonl" >"$out/linux-x86_64.texts"
texts "$out/linux-arm64.jsonl" >"$out/linux-arm64.texts"
reads=$(grep -c '"plate":' "$out/linux-x86_64.texts" || true)
if diff "$out/linux-x86_64.texts" "$out/linux-arm64.texts"; then
  echo "$(wc -l <"$out/linux-arm64.jsonl") pictures, $reads plates: the same texts, characters, categories and colours"
else
  echo "the two differ" >&2
  exit 1
fi
