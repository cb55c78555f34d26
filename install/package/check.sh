#!/bin/sh
# Looks into a package that was built: paths, modes, owners, configuration files, scripts, libraries of one platform only.
#
#   install/package/check.sh FILE.deb
#
# Needs dpkg-deb (Debian's dpkg) and a JDK's jar. Ends with 0 if all is so; each thing that is not so is a line. The build calls it.
set -eu

deb=${1:?a file .deb}
if ! command -v dpkg-deb >/dev/null; then
  echo "check: skipped, dpkg-deb is not on this machine"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
faults=0
fault() { echo "check: $*" >&2; faults=$((faults + 1)); }

dpkg-deb -x "$deb" "$work/root"
dpkg-deb -e "$deb" "$work/control"
dpkg-deb -c "$deb" >"$work/list"

# --- what must be there -------------------------------------------------------------------------------------------
for path in usr/lib/wugan/wugan.jar usr/lib/wugan/launcher usr/lib/wugan/releases.sh usr/lib/wugan/stick usr/lib/systemd/system/wugan.service \
  usr/lib/systemd/system/wugan-setup.service usr/lib/systemd/system/wugan-enrol.service usr/lib/systemd/system/wugan-enrol.timer \
  usr/share/wugan/wugan-setup.yaml usr/share/doc/wugan/first-boot.md usr/share/doc/wugan/first-boot.zh.md \
  usr/lib/systemd/system/wugan-stick@.service usr/lib/udev/rules.d/70-wugan-stick.rules etc/wugan/wugan.yaml \
  etc/default/wugan usr/share/wugan/wugan.schema.json usr/share/bash-completion/completions/wugan \
  usr/share/doc/wugan/copyright usr/share/doc/wugan/changelog.Debian.gz usr/share/doc/wugan/THIRD-PARTY \
  usr/share/doc/wugan/wugan.cdx.json usr/share/doc/wugan/wugan.example.yaml usr/share/doc/wugan/package.md \
  usr/share/doc/wugan/package.zh.md usr/lib/wugan/native/libsqlitejdbc.so usr/lib/wugan/native/libjnidispatch.so \
  usr/lib/wugan/native/libjSerialComm.so usr/lib/wugan/native/libonnxruntime.so; do
  [ -s "$work/root/$path" ] || fault "$path is missing or empty"
done
[ "$(readlink "$work/root/usr/bin/wugan")" = ../lib/wugan/launcher ] || fault "usr/bin/wugan is no link to the launcher"
[ -d "$work/root/var/cache/wugan" ] || fault "var/cache/wugan is missing"

# --- modes and owners: all of root, nothing writable by others, programs executable --------------------------------
awk '$2 != "root/root" {print}' "$work/list" >"$work/owners"
[ ! -s "$work/owners" ] || fault "not root's: $(head -n 3 "$work/owners")"
awk '$1 !~ /^(drwxr-xr-x|-rw-r--r--|l)/ && $NF != "./usr/lib/wugan/launcher" {print}' "$work/list" >"$work/modes"
[ ! -s "$work/modes" ] || fault "odd modes: $(head -n 3 "$work/modes")"
grep -q '^-rwxr-xr-x.* \./usr/lib/wugan/launcher$' "$work/list" || fault "the launcher is not executable"

# --- control ----------------------------------------------------------------------------------------------------------
[ "$(sort "$work/control/conffiles" | tr '\n' ' ')" = "/etc/default/wugan /etc/wugan/wugan.yaml " ] ||
  fault "conffiles are $(tr '\n' ' ' <"$work/control/conffiles")"
for script in preinst postinst prerm postrm; do
  [ -x "$work/control/$script" ] || fault "$script is missing or not executable"
  sh -n "$work/control/$script" || fault "$script is no shell script"
done
for script in launcher releases.sh stick; do
  sh -n "$work/root/usr/lib/wugan/$script" || fault "$script is no shell script"
done
grep -q '\[\[' "$work/control/control" && fault "control has a value that was not filled in"
(cd "$work/root" && md5sum -c --quiet "$work/control/md5sums") || fault "md5sums are wrong"

# --- libraries of this platform, and no others ---------------------------------------------------------------------
case $(dpkg-deb -f "$deb" Architecture) in
  amd64) machine=3e00 ;; # EM_X86_64 and EM_AARCH64 of elf(5), at byte 18
  arm64) machine=b700 ;;
  *) machine=none && fault "architecture $(dpkg-deb -f "$deb" Architecture)" ;;
esac
for library in "$work"/root/usr/lib/wugan/native/*.so*; do
  [ ! -L "$library" ] || continue
  [ "$(od -An -tx1 -j18 -N2 "$library" | tr -d ' ')" = "$machine" ] || fault "$(basename "$library") is for another machine"
done
for jar in "$work"/root/usr/lib/wugan/lib/*.jar; do
  if jar tf "$jar" | grep -qE '\.(so|dll|dylib|jnilib)(\.|$)'; then fault "$(basename "$jar") holds libraries"; fi
done

# --- OpenCV's parts: those that the code uses are there ---------------------------------------------------------------
mkdir "$work/classes"
for jar in "$work"/root/usr/lib/wugan/wugan.jar "$work"/root/usr/lib/wugan/lib/wugan-*.jar; do
  (cd "$work/classes" && jar xf "$jar" io)
done
grep -rahoE 'org/bytedeco/opencv/(global/)?opencv_[a-z0-9]+' "$work/classes" | sed 's/.*opencv_/opencv_/' | sort -u >"$work/used"
[ -s "$work/used" ] || fault "no class uses OpenCV, says this check, which cannot be"
while read -r part; do
  [ -e "$work/root/usr/lib/wugan/native/libjni$part.so" ] || fault "the code uses $part, whose library is left out: see src/assemble.xml"
done <"$work/used"

[ "$faults" = 0 ] || exit 1
echo "check: $(basename "$deb") is as it should be: $(wc -l <"$work/list") entries, $(($(wc -c <"$deb") / 1000000)) MB, installed $(($(dpkg-deb -f "$deb" Installed-Size) / 1024)) MB"
