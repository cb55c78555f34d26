# Runs inside the guest of proof-systemd.sh, as a service of its own: installs the package and does to the unit what may happen to it.
# Its table goes to the second serial port, the log of all to the third.
set -u
export LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive
exec 3>/dev/ttyS1

ok() { echo "ok      $*" >&3; }
failed() { echo "FAILED  $*" >&3; }
same() { if [ "$2" = "$3" ]; then ok "$1: $2"; else failed "$1: '$2', expected '$3'"; fi; }
took() { if [ "$2" != never ] && [ "$2" -le "$3" ]; then ok "$1: $2 s (at most $3)"; else failed "$1: $2 s, at most $3"; fi; }
await() { # await SECONDS COMMAND…: how many seconds it took, or "never"
  local limit=$1 begin=$SECONDS
  shift
  until "$@" >/dev/null 2>&1; do
    [ $((SECONDS - begin)) -lt "$limit" ] || { echo never && return; }
    sleep 0.5
  done
  echo $((SECONDS - begin))
}
show() { systemctl show -P "$1" wugan; }
is() { [ "$(systemctl is-active wugan)" = "$1" ]; }
said() { journalctl -q -o cat -b -u wugan --since "@$mark" | grep -qE "$1"; }
mark() { mark=$(date +%s); sleep 1; }
another() { is active && [ "$(show MainPID)" != "$pid" ]; }
seconds() { awk -v a="$(show "$1")" -v b="$(show "$2")" 'BEGIN {printf "%.1f", (b - a) / 1e6}'; }
finish() {
  journalctl -q -b -o short-monotonic --no-pager -u wugan >/dev/ttyS2
  systemctl status --no-pager -l wugan chrony proof >/dev/ttyS2 2>&1
  echo end >&3
  sync
  systemctl poweroff --force --force
}
trap finish EXIT

# --- installed, and not set up ------------------------------------------------------------------------------------------
mark
begin=$SECONDS
dpkg -i /srv/wugan.deb >/dev/ttyS2 2>&1
same "dpkg -i, $((SECONDS - begin)) s: status" $? 0
same "enabled" "$(systemctl is-enabled wugan)" enabled
same "not set up: not started" "$(systemctl is-active wugan)" inactive
systemctl start wugan
same "started all the same: not failed, but inactive" "$(systemctl is-active wugan)" inactive
same "its log says why, in English and Chinese" "$(said 'not set up yet' && said 尚未配置 && echo yes)" yes

# --- a clock that a server sets: chrony against a second one in a network of its own --------------------------------------
ip netns add server && ip link add up0 type veth peer name down0 netns server
ip addr add 10.9.0.1/24 dev up0 && ip link set up0 up
ip netns exec server sh -c 'ip link set lo up && ip addr add 10.9.0.2/24 dev down0 && ip link set down0 up'
printf 'local stratum 5\nallow\ncmdport 0\nbindcmdaddress /\npidfile /run/server.pid\n' >/run/server.conf
ip netns exec server chronyd -x -u root -f /run/server.conf
printf 'server 10.9.0.2 iburst minpoll 0 maxpoll 2\nmakestep 1 3\n' >/etc/chrony/chrony.conf
systemctl restart chrony
took "a server sets the guest's clock" "$(await 120 chronyc waitsync 1)" 120

# --- started ----------------------------------------------------------------------------------------------------------------
cat >/etc/wugan/wugan.yaml <<END
site: s0001
edge: e01
data: /var/lib/wugan
mqtt: {url: "tcp://127.0.0.1:9"}
lanes:
  - {id: entry, role: ENTRY, camera: {id: cam-entry, file: /srv/still.mp4, loop: true}}
END
mark
begin=$SECONDS
systemctl start wugan
same "systemctl start, which waits for READY: status" $? 0
ok "start to ready, by systemd: $(seconds ExecMainStartTimestampMonotonic ActiveEnterTimestampMonotonic) s"
took "first picture, after the start" "$(await 300 said 'first picture')" 300
ok "first picture: $(journalctl -q -o cat -b -u wugan | grep -o '[0-9]* ms after' | head -n 1) the program's start"
same "active" "$(systemctl is-active wugan)" active
same "it told systemd how it is" "$(show StatusText)" "site s0001 edge e01, 1 lanes"
pid=$(show MainPID)
same "runs as" "$(ps -o user= -p "$pid")" wugan
same "threads, 30 s or so after the start: within TasksMax 512" "$([ "$(show TasksCurrent)" -lt 200 ] && echo yes)" yes
ok "memory: $(($(show MemoryCurrent) / 1048576)) MB of $(($(show MemoryMax) / 1048576)); $(show TasksCurrent) threads"
exposure=$(systemd-analyze security --no-pager wugan 2>/dev/null | grep -oE 'Overall exposure.*: [0-9.]+' | grep -oE '[0-9.]+$')
if awk "BEGIN {exit !($exposure <= 2.5)}"; then ok "systemd-analyze security: $exposure (at most 2.5)"; else failed "systemd-analyze security: $exposure, at most 2.5"; fi
systemd-analyze security --no-pager wugan >/dev/ttyS2 2>&1
took "chronyc is asked within the sandbox: 'chrony has set the clock'" "$(await 90 said 'chrony has set the clock')" 90
{ ip -br addr; ip netns exec server ip -br addr; journalctl -q -b -u chrony; chronyc -n sources; chronyc -n -c tracking; setpriv --reuid wugan --regid wugan --init-groups chronyc -n -c tracking; } >/dev/ttyS2 2>&1
same "nothing unpacked into /tmp" "$(find /tmp /var/tmp -name '*.so*' | wc -l)" 0

# --- killed, frozen -----------------------------------------------------------------------------------------------------------
mark
kill -KILL "$pid"
took "kill -9: active again, as another process" "$(await 240 another)" 240
took "kill -9: pictures again" "$(await 240 said 'first picture')" 240
pid=$(show MainPID)
mark
kill -STOP "$pid"
took "frozen: the watchdog ends it" "$(await 120 said 'Watchdog timeout|watchdog')" 75
took "frozen: active again, as another process" "$(await 240 another)" 240
same "no restart by the watchdog without cause: restarts" "$(show NRestarts)" 2

# --- out of memory --------------------------------------------------------------------------------------------------------------
pid=$(show MainPID)
await 240 said 'first picture' >/dev/null
mark
systemctl set-property --runtime wugan MemoryMax=60M
took "out of memory: the kernel ends it, systemd says oom-kill" "$(await 180 said 'oom-kill')" 180
systemctl set-property --runtime wugan MemoryMax=75%
took "memory is there again: active, as another process" "$(await 400 another)" 400

# --- disk full --------------------------------------------------------------------------------------------------------------------
pid=$(show MainPID)
await 240 said 'first picture' >/dev/null
mark
fallocate -l "$(($(df --output=avail -B1 /var/lib/wugan | tail -n 1) - 65536))" /var/lib/wugan/filler 2>/dev/null
dd if=/dev/zero of=/var/lib/wugan/filler2 bs=4k 2>/dev/null
ok "disk full: $(df --output=avail -B1K /var/lib/wugan | tail -n 1 | tr -d ' ') KB left"
took "disk full: told" "$(await 240 said 'DISK_FULL')" 240
sleep 30
same "disk full: the same process is active" "$(systemctl is-active wugan) $([ "$(show MainPID)" = "$pid" ] && echo same)" "active same"
systemctl restart wugan
same "disk full: starts, too" "$(systemctl is-active wugan)" active
pid=$(show MainPID)
mark
rm -f /var/lib/wugan/filler /var/lib/wugan/filler2
took "room again: told" "$(await 240 said 'DISK_FULL is over')" 240
same "room again: the same process" "$(show MainPID)" "$pid"

# --- badly configured -----------------------------------------------------------------------------------------------------------
cp /etc/wugan/wugan.yaml /srv/good.yaml
sed -i 's/role: ENTRY/role: DOOR/' /etc/wugan/wugan.yaml
systemctl stop wugan
mark
systemctl start --no-block wugan
took "wrong configuration: its log names line and key" "$(await 120 said 'wugan.yaml:6.*role')" 120
took "wrong configuration: it waits longer and longer" "$(await 240 said 'failed starts: the next one in 8 s')" 240
cp /srv/good.yaml /etc/wugan/wugan.yaml
took "put right: starts by itself" "$(await 300 is active)" 300

# --- stopped, started, removed ----------------------------------------------------------------------------------------------------
mark
begin=$SECONDS
systemctl stop wugan
took "systemctl stop" $((SECONDS - begin)) 60
same "stopped in order" "$(show Result) $(said 'Deactivated successfully' && echo said)" "success said"
wugan verify --data /var/lib/wugan >/dev/ttyS2 2>&1
same "the rules of the ledger, after all of it" $? 0
systemctl start wugan
same "started again" "$(systemctl is-active wugan)" active
pid=$(show MainPID)
dpkg -i /srv/wugan.deb >/dev/ttyS2 2>&1
same "installed once more: restarted, active" "$(systemctl is-active wugan) $([ "$(show MainPID)" != "$pid" ] && echo another)" "active another"
dpkg --remove wugan >/dev/ttyS2 2>&1
same "removed: stopped" "$(systemctl is-active wugan)" inactive
same "removed: no process of it" "$(pgrep -cu wugan)" 0
