#!/usr/bin/env bash
# The package on Debian bookworm for arm64, emulated by qemu-user: installed with apt, read, replay, doctor, the lab's demo; upgraded
# and downgraded under a live ledger, removed, installed again, purged. One line for each thing that must be so.
#
#   install/package/proof-arm64.sh [WORK]      WORK: folder of 3 GB; made if missing; default target/package-proof-arm64
#
# Needs (Debian): debootstrap qemu-user-static ffmpeg maven, Debian's own package sources, and root. Registers the emulator with the
# kernel (binfmt_misc) where nobody has. Takes 25 minutes on two free cores, and longer where others use them; WORK/base, WORK/clip and
# WORK/build are used again if they are there. WUGAN_PARTS are the parts to be run after the installation, all by default: "program
# upgrade downgrade away". Status 0 if every line says "ok".
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/common.sh"
need debootstrap qemu-aarch64-static mvn setsid
[ "$(id -u)" = 0 ] || die "root is needed: a system is made and entered"
work=$(mkdir -p "${1:-$root/target/package-proof-arm64}" && cd "${1:-$root/target/package-proof-arm64}" && pwd)
log=$work/log system=$work/system
: >"$log"

# --- builds: two versions of the package, and the lab ----------------------------------------------------------------
build() { (cd "$root" && mvn -B -ntp -q -DskipTests -Dnatives=linux-arm64 "$@" -am) >>"$log" 2>&1 || die "the build fails, see $log"; }
if [ ! -f "$work/build/done" ]; then
  mkdir -p "$work/build"
  build package -Ddeb.version=0.0.9 -pl install/package
  cp "$root"/install/package/target/wugan_0.0.9_arm64.deb "$work/build/old.deb"
  build package -pl install/package,edge-agent/lab
  cp "$root"/install/package/target/wugan_*_arm64.deb "$work/build/new.deb"
  rm -rf "$work/build/lab"
  cp -r "$root/edge-agent/lab/target/dist" "$work/build/lab"
  touch "$work/build/done"
fi
clip "$work/clip" "$root"
old=$(dpkg-deb -f "$work/build/old.deb" Version) new=$(dpkg-deb -f "$work/build/new.deb" Version)

# --- Debian for arm64 ----------------------------------------------------------------------------------------------
if ! [ -e /proc/sys/fs/binfmt_misc/qemu-aarch64 ]; then
  [ -e /proc/sys/fs/binfmt_misc/register ] || mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
  tail -n 1 /usr/lib/binfmt.d/qemu-aarch64.conf | tr -d '\n' >/proc/sys/fs/binfmt_misc/register
fi
if [ ! -f "$work/base/done" ]; then
  rm -rf "$work/base"
  debootstrap --arch=arm64 --foreign --variant=minbase bookworm "$work/base" "$(debian_mirror)" >>"$log" 2>&1 ||
    die "debootstrap fails, see $log"
  chroot "$work/base" /debootstrap/debootstrap --second-stage >>"$log" 2>&1 || die "debootstrap's second half fails, see $log"
  for file in /etc/apt/sources.list.d/*.sources; do
    if grep -qsE '/debian(-security)?/?( |$)' "$file"; then cp "$file" "$work/base/etc/apt/sources.list.d/" && : >"$work/base/etc/apt/sources.list"; fi
  done
  cp -L /etc/resolv.conf "$work/base/etc/resolv.conf"
  touch "$work/base/done"
fi

agent=
leave() {
  [ -z "$agent" ] || { kill -KILL "$agent" && wait "$agent"; } 2>/dev/null || true
  umount -R "$system" 2>/dev/null || true
}
trap leave EXIT
leave
rm -rf "$system"
mkdir "$system"
cp -a "$work/base/." "$system/"
mkdir -p "$work/archives"
# A mount of its own: the agent asks how much room its file system has.
mount --bind "$system" "$system"
mount -t proc proc "$system/proc"
mount --bind "$work/archives" "$system/var/cache/apt/archives"
# The libraries ask for the processor's kind here, and an emulator shows this machine's: a Raspberry Pi 4's instead.
for core in 0 1; do
  printf 'processor\t: %s\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd evtstrm crc32 cpuid\n' $core
  printf 'CPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd08\nCPU revision\t: 3\n\n'
done >"$work/cpuinfo"
mount --bind "$work/cpuinfo" "$system/proc/cpuinfo"
mkdir -p "$system/srv/clip"
cp "$work/clip"/lane.mp4 "$work/clip"/picture.jpg "$system/srv/clip/"
cp "$work/build"/{old,new}.deb "$system/srv/"
cp -r "$work/build/lab" "$system/srv/lab"

in_system() {
  nice -n 5 chroot "$system" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root QEMU_CPU=cortex-a72 \
    DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
}
apt() { in_system apt-get -y -q --no-install-recommends -o APT::Keep-Downloaded-Packages=true "$@"; }
plates() { grep -oE '"(plate|value|text)":"[^"]{6,10}"' | sed 's/.*:"//; s/"$//' | sort -u; }
version() { in_system dpkg-query -W -f '${Version} ${db:Status-Status}' wugan 2>/dev/null; }
rules() { in_system wugan verify --data /var/lib/wugan; }
records() { in_system wugan records list --config /etc/wugan/wugan.yaml --limit 10000 --format jsonl 2>>"$log" | grep -c . || true; }

# --- a fresh board ------------------------------------------------------------------------------------------------------
echo "Debian $(cat "$system/etc/debian_version") for arm64 under qemu-user; packages $old and $new, $(($(wc -c <"$work/build/new.deb") / 1000000)) MB"
step "apt-get update" apt update
step "apt installs $old with all it needs" apt install /srv/old.deb
same "version and state" "$(version)" "$old installed"
same "user, group, folder of data" "$(in_system stat -c '%U %G %a' /var/lib/wugan)" "wugan wugan 750"
same "its groups" "$(in_system id -nG wugan | tr ' ' '\n' | grep -cE '^(video|dialout)$')" 2
same "archive of classes, files" "$(in_system sh -c 'ls /var/cache/wugan | wc -l')" 1
same "units enabled" "$(in_system sh -c 'cd /etc/systemd/system && ls -d *.wants/wugan*' | sed 's|.*/||' | LC_ALL=C sort | paste -sd' ')" "wugan-enrol.service wugan-enrol.timer wugan-setup.service wugan.service"
same "not set up: says so in both languages" "$(in_system /usr/lib/wugan/launcher --configured 2>&1 | grep -cE 'not set up yet|尚未配置')" 2
in_system wugan check-config /etc/wugan/wugan.yaml >"$work/check-config" 2>&1 || true
same "check-config names what is to be filled in" "$(grep -oE ' (site|edge|mqtt.url):' "$work/check-config" | tr -d '\n')" " site: edge: mqtt.url:"

part() { case " ${WUGAN_PARTS:-program upgrade downgrade away} " in *" $1 "*) ;; *) return 1 ;; esac; }

# --- the program --------------------------------------------------------------------------------------------------------
read_pictures() { in_system wugan read --format jsonl /srv/clip/picture.jpg >"$work/read.jsonl"; }
demo() {
  in_system java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k -Dorg.bytedeco.javacpp.cachedir=/srv/cache -Dorg.bytedeco.javacpp.logger=slf4j \
    -jar /srv/lab/wugan-lab.jar demo --video /srv/clip/lane.mp4 --speed 0
}
doctor() { in_system wugan doctor --config /etc/wugan/wugan.yaml || [ $? = 3 ]; } # 3: it found a fault, which a system without camera has
replay() { in_system wugan replay --format jsonl /srv/clip/lane.mp4 >"$work/replay.jsonl"; }
if part program; then
  step "wugan --version" in_system wugan --version
  step "wugan read, a picture" read_pictures
  same "plates read, of those in the picture" "$(plates <"$work/read.jsonl" | comm -12 - "$work/clip/plates" | wc -l)" 1
  step "wugan replay, a clip of 5 s with one vehicle" replay
  same "plates of the clip's vehicle" "$(plates <"$work/replay.jsonl" | comm -12 - "$work/clip/plates" | wc -l)" 1
  if in_system wugan --help | grep -q '^  doctor '; then
    step "wugan doctor" doctor
  else
    echo "--      wugan doctor: this version has none"
  fi
  step "the demo from the lab's jar" demo
fi

# --- upgrade, downgrade, with a live ledger --------------------------------------------------------------------------------
cat >"$work/wugan.yaml" <<'END'
# edited by the installer
site: s0001
edge: e01
data: /var/lib/wugan
mqtt: {url: "tcp://127.0.0.1:9"}
gpio: {driver: SIMULATED, folder: /var/lib/wugan/gpio, inputs: [{id: guard, line: 17}]}
lanes:
  - {id: entry, role: ENTRY, camera: {id: cam-entry, url: "rtsp://127.0.0.1:9/none"}, button: guard}
END
cp "$work/wugan.yaml" "$system/etc/wugan/wugan.yaml"
in_system mkdir -p /run/wugan
in_system chown wugan: /run/wugan
begin() {
  rm -f "$system/run/wugan/starts"
  : >"$work/agent.log" # before it begins: what the last one said counts no more
  nice -n 5 chroot "$system" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin QEMU_CPU=cortex-a72 LC_ALL=C.UTF-8 \
    setpriv --reuid wugan --regid wugan --init-groups /usr/lib/wugan/launcher --service >"$work/agent.log" 2>&1 &
  agent=$!
}
# A person presses the button for vehicles that no camera sees: an emulated processor takes minutes to recognise one.
passages() { # passages COUNT: until so many vehicles are recorded
  local end=$((SECONDS + 300)) guard=$system/var/lib/wugan/gpio/guard
  until [ "$(grep -cE ' entered.*, seq' "$work/agent.log")" -ge "$1" ]; do
    if ! kill -0 "$agent" 2>/dev/null || [ $SECONDS -ge $end ]; then
      tail -n 20 "$work/agent.log"
      return 1
    fi
    if [ -e "$guard" ] && grep -q 'lanes, data in' "$work/agent.log"; then
      echo 1 >"$guard"
      sleep 2
      echo 0 >"$guard"
    fi
    sleep 2
  done
}
end() {
  local status=0
  kill -TERM "$agent"
  wait "$agent" || status=$?
  agent=
  cat "$work/agent.log" >>"$log"
  [ $status = 143 ] || { echo "ended with $status"; return 1; }
}
change() { # change WHAT DEB VERSION: to another version beneath a running agent
  local before after
  begin
  step "$1: agent of $(version | cut -d' ' -f1) runs, 3 vehicles recorded" passages 3
  step "$1: apt installs $3" apt --allow-downgrades install "$2"
  same "$1: version and state" "$(version)" "$3 installed"
  same "$1: the agent has gone on meanwhile" "$(kill -0 "$agent" 2>/dev/null && echo yes)" yes
  same "$1: the installer's configuration" "$(cmp "$work/wugan.yaml" "$system/etc/wugan/wugan.yaml" && echo kept)" kept
  step "$1: the agent ends in order" end
  before=$(records)
  begin
  step "$1: agent of $3 goes on in the same ledger, 3 vehicles" passages 3
  step "$1: it ends in order" end
  after=$(records)
  if [ "$before" -gt 0 ] && [ "$after" -gt "$before" ]; then ok "$1: records $before, then $after"; else failed "$1: records $before, then $after"; fi
  step "$1: the rules of the ledger" rules
}
if part upgrade; then change upgrade /srv/new.deb "$new"; fi
if part downgrade; then
  [ "$(version)" = "$new installed" ] || step "downgrade: apt installs $new" apt install /srv/new.deb
  change downgrade /srv/old.deb "$old"
fi

part away || { echo "$SECONDS s, $faults failed" && exit "$((faults > 0))"; }
# --- away -------------------------------------------------------------------------------------------------------------------
sum() { (cd "$system/var/lib/wugan" && find . -type f -exec sha256sum {} + | sort | sha256sum); }
kept=$(sum)
step "apt removes" apt remove wugan
same "removed: state" "$(version | cut -d" " -f2)" "config-files"
same "removed: program and archive" "$(ls -d "$system"/usr/lib/wugan "$system"/usr/bin/wugan "$system"/var/cache/wugan 2>/dev/null | wc -l)" 0
same "removed: data, byte for byte" "$(sum)" "$kept"
same "removed: configuration" "$(cmp "$work/wugan.yaml" "$system/etc/wugan/wugan.yaml" && echo kept)" kept
step "apt installs $new again" apt install /srv/new.deb
step "installed again: the rules of the ledger" rules
same "installed again: unit masked" "$(readlink "$system/etc/systemd/system/wugan.service" || echo no)" no
touch "$system/etc/wugan/mqtt.password"
step "apt purges" apt purge wugan
same "purged: state" "$(version || true)" ""
same "purged: what is left" "$(find "$system"/{etc,usr,var,lib,run} -xdev -path "$system/var/cache/apt" -prune -o -name '*wugan*' -print | grep -vc '/var/log/\|/run/wugan$')" 0
same "purged: user" "$(in_system getent passwd wugan || echo gone)" gone

echo "$SECONDS s, $faults failed"
[ "$faults" = 0 ]
