#!/bin/sh
# Measures plate recognition on everything there is, prints the tables and renews those of docs/recognition.md
# and docs/plots.
#
#   sh measure.sh DATA OUT     DATA as README.md says; OUT is a folder outside the repository
#
#   COUNT=200      rendered plates of each category and layout
#   LIMIT=         at most so many real scenes for width and tilt; all of them where empty
#   PLATE=         the plate that DATA/video/garage-lane.avi shows; without it the label file there is asked
#   MODELS=        folder of models to measure instead of the built-in ones
#   PYTHON=/usr/bin/python3
#
# Sets that are there already are measured again, not made again; remove OUT/sets to have them anew.
set -eu

[ $# -eq 2 ] || { echo "usage: sh measure.sh DATA OUT" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
data=$(cd "$1" && pwd -P)
mkdir -p "$2/sets"
out=$(cd "$2" && pwd -P)
case $out/ in
  "$root"/*) echo "measure.sh: $out is inside the repository; real plates have no place there" >&2; exit 2 ;;
esac
python=${PYTHON:-/usr/bin/python3}
count=${COUNT:-200}
limit=${LIMIT:-}

cd "$here"

make_sets() { # KIND LAST-SET OPTION…
  kind=$1 last=$2
  shift 2
  [ -f "$out/sets/$last/labels.csv" ] && return
  "$python" -m wugan_training.testsets "$kind" --data "$data" --out "$out/sets" "$@" >&2
}

measure() { # NAME ARGUMENT…
  name=$1
  shift
  echo "measuring: $name" >&2
  "$root/wugan" evaluate --format jsonl ${MODELS:+--models "$MODELS"} "$@" >"$out/$name.jsonl.new"
  mv "$out/$name.jsonl.new" "$out/$name.jsonl"
}

# A set is complete when the last one of its kind is.
make_sets synthetic synthetic-low-speed-double --count "$count"
make_sets width width-130 ${limit:+--limit "$limit"}
make_sets tilt yaw-60 ${limit:+--limit "$limit"}

measure real --calibration "$data"/validation/scenes-*
measure crops --calibration --crop "$data/validation/crops"
measure width "$out"/sets/width-*
measure tilt "$out"/sets/rotation-* "$out"/sets/yaw-*
measure synthetic --calibration "$out"/sets/synthetic-*
measure no-plates --every 8/0 --no-plates "$data/train/negatives" --no-plates "$data/train/false-candidates"
measure no-plates-crops --every 8/0 --crop --no-plates "$data/train/false-candidates"

lane=$(grep '^garage-lane.avi,' "$data/video/labels.csv" || true)
plate=${PLATE:-$(echo "$lane" | cut -d , -f 2)}
if [ -n "$plate" ]; then
  from=$(echo "$lane" | cut -d , -f 3) to=$(echo "$lane" | cut -d , -f 4)
  measure video --video "$data/video/garage-lane.avi" --plate "$plate" --from "${from:-5.5}" --to "${to:-11}"
fi

"$python" -m wugan_training.figures "$out" --plots "$root/docs/plots" --document "$root/docs/recognition.md"
