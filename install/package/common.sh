# Parts of the proofs: their table, the machine's Debian sources, the clip that stands in for a camera. To be sourced.
PATH="$PATH:/usr/sbin:/sbin"

faults=0
ok() { printf 'ok      %s\n' "$*"; }
failed() { printf 'FAILED  %s\n' "$*"; faults=$((faults + 1)); }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 2; }
need() { # need PROGRAM…
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || die "$program is missing; the Debian packages stand at the head of this file"
  done
}

step() { # step WHAT COMMAND…: a line with the seconds it took; what it says goes to the log
  local what=$1 begin=$SECONDS status=0
  shift
  printf '\n### %s\n' "$what" >>"$log"
  "$@" >>"$log" 2>&1 || status=$?
  if [ "$status" = 0 ]; then ok "$what ($((SECONDS - begin)) s)"; else failed "$what: status $status after $((SECONDS - begin)) s, see $log"; fi
  return 0
}
same() { # same WHAT ACTUAL EXPECTED
  if [ "$2" = "$3" ]; then ok "$1: $2"; else failed "$1: '$2', expected '$3'"; fi
}

# The first of this machine's own package sources that is Debian's archive, for debootstrap.
debian_mirror() {
  local found
  found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | awk '
    /^URIs:/ && $2 ~ /\/debian\/?$/ {print $2; exit}
    $1 == "deb" {for (i = 2; i <= NF; i++) if ($i ~ /^[a-z]+:.*\/debian\/?$/) {print $i; exit}}')
  [ -n "$found" ] || die "this machine has no package sources of Debian in /etc/apt"
  printf '%s\n' "$found"
}

# A rendered lane with its truth, CLIP/entry.mp4 and entry.truth.json. Of it, for emulated processors: its first five seconds,
# small and at five pictures a second, with one vehicle, lane.mp4, a picture of it, picture.jpg, and its plate, plates.
clip() { # clip CLIP ROOT
  [ ! -f "$1/done" ] || return 0
  need ffmpeg
  mkdir -p "$1"
  "$2/wugan" clip "$2/edge-agent/lab/src/main/resources/io/wugan/lab/demo/demo-entry.yaml" --out "$1/entry.mp4"
  ffmpeg -v error -y -i "$1/entry.mp4" -t 5 -r 5 -vf scale=640:-2 -pix_fmt yuv420p "$1/lane.mp4"
  awk -F'"' '/"plate":/ {plate = $4} /"crossesLineS":/ {sub(/.*: /, ""); if ($0 + 0 < 5) print plate}' "$1/entry.truth.json" | sort >"$1/plates"
  ffmpeg -v error -y -ss 3 -i "$1/entry.mp4" -frames:v 1 -q:v 2 "$1/picture.jpg"
  touch "$1/done"
}
