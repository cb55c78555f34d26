# Which release of Wugan runs: read by the launcher, which sets $installed (the packaged program) and $data first. The agent
# writes the same state file (io.wugan.agent.release.ReleaseStateFile): lines of key=value, put in place as a whole.
#
#   current=1.2.0     the release that is to run, or "packaged"
#   previous=1.1.0    the one to go back to, or "packaged"
#   trial=1           starts since its trial began; no such line once it has proved itself
#   saw=, connected=  what the one before saw; for the agent alone
#   failed=, reason=  the last one that was taken back, and why
#
# shellcheck shell=sh

releases=$data/releases
trial_starts=3

# Sets current, previous and trial. What cannot be read, or is no name of a release, counts as "packaged".
release_read() {
  current=packaged previous=packaged trial=''
  [ -r "$releases/state" ] || return 0
  while IFS='=' read -r key value; do
    case $key in
      current) current=$value ;;
      previous) previous=$value ;;
      trial) trial=$value ;;
    esac
  done <"$releases/state"
  release_named "$current" || current=packaged
  release_named "$previous" || previous=packaged
  case $trial in *[!0-9]*) trial='' ;; esac
}

# A name, and not a way out of the folder.
release_named() {
  case $1 in
    packaged) return 0 ;;
    '' | [!0-9]* | *[!0-9A-Za-z.-]* | *..*) return 1 ;;
  esac
}

# Folder of a release.
release_folder() { # release_folder NAME
  if [ "$1" = packaged ]; then printf '%s\n' "$installed"; else printf '%s\n' "$releases/$1"; fi
}

# What a release adds to the options of Java: those of its file jvm.options, one a line.
release_options() { # release_options FOLDER
  [ ! -r "$1/jvm.options" ] || grep '^-' "$1/jvm.options" || true
}

release_there() { # release_there NAME
  [ "$1" = packaged ] || [ -s "$releases/$1/wugan.jar" ]
}

# Whether every file is the one that was signed. Slow: for a release that does not start.
release_intact() { # release_intact NAME
  [ "$1" = packaged ] || (cd "$releases/$1" 2>/dev/null && sha256sum --status -c SHA256SUMS 2>/dev/null)
}

# Puts lines in the place of the state. A power cut leaves the old one or the new one.
release_write() {
  cat >"$releases/state.new" && sync "$releases/state.new" && mv -f "$releases/state.new" "$releases/state" &&
    sync "$releases"
}

release_take_back() { # release_take_back REASON
  say "release $current is taken back, $previous runs again: $1  版本 $current 已回退至 $previous"
  printf 'current=%s\nprevious=packaged\nfailed=%s\nreason=%s\n' "$previous" "$current" "$1" | release_write ||
    say "$releases/state cannot be written; $previous runs all the same"
  current=$previous previous=packaged trial=''
}

# What the service is to run: sets current. A release on trial gets $trial_starts starts; after them, and where a release is
# not whole, the one before runs. A release that has proved itself is not taken back for anything but damage: the one before
# would fail for the same reason, as a mistake in the configuration.
release_for_service() { # release_for_service FAILED-STARTS-SO-FAR
  release_read
  [ "$current" != packaged ] || return 0
  # A folder that cannot be written to must not keep the program from starting.
  if (: >>"$releases/lock") 2>/dev/null; then
    exec 9>>"$releases/lock"
    flock -w 30 9 || say "$releases/lock is held by somebody else; going on"
    release_read
  fi
  if ! release_there "$current"; then
    release_take_back "it is not there"
  elif [ -n "$trial" ] && [ "$trial" -ge "$trial_starts" ]; then
    release_take_back "started $trial times without proving itself"
  elif [ -n "$trial" ]; then
    { grep -v '^trial=' "$releases/state"; echo "trial=$((trial + 1))"; } | release_write ||
      release_take_back "its starts cannot be counted"
  elif [ "$1" -ge "$trial_starts" ] && ! release_intact "$current"; then
    release_take_back "its files are damaged"
  fi
  release_there "$current" || current=packaged
  exec 9>&-
}

# What a command is to run: sets current.
release_for_command() {
  release_read
  release_there "$current" || current=$previous
  release_there "$current" || current=packaged
}
