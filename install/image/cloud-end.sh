# The cloud's end of a proof: an EST server, a Mosquitto that asks for certificates, and somebody who notes each birth message in
# $work/births. To be sourced after ../package/common.sh; $work, $root and $log are the proof's.
# shellcheck shell=bash disable=SC2154

broker='' enrol='' listener=''

# cloud_end ADDRESS TOKEN [LISTEN]: under ADDRESS the board reaches it, LISTEN is what that is on this machine (127.0.0.1 where a board
# has a network of its own); the token is that of board s0001/e01. Sets $ca, a folder, $broker_port and $enrol_port.
cloud_end() {
  ca=$work/ca broker_port=$((20000 + RANDOM % 10000)) enrol_port=$((30000 + RANDOM % 10000))
  rm -rf "$ca" "$work/births"
  mkdir -p "$ca"
  echo "s0001-e01 $2" >"$work/tokens"
  "${WUGAN:-$root/wugan}" est-server --folder "$ca" --tokens "$work/tokens" --listen "${3:-127.0.0.1}" --port "$enrol_port" --name "$1,localhost" --broker "$1,localhost" >"$work/est" 2>&1 &
  enrol=$!
  wait_for "EST server" grep -q '^EST server at' "$work/est" || { cat "$work/est"; exit 1; }
  # A client of the same authority, that listens in.
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=listener -keyout "$work/listener.key" -out "$work/listener.csr" 2>>"$log"
  openssl x509 -req -in "$work/listener.csr" -CA "$ca/ca.pem" -CAkey "$ca/ca.key" -days 2 -set_serial 7 -out "$work/listener.pem" 2>>"$log"
  printf '%s\n' "listener $broker_port ${3:-127.0.0.1}" "cafile $ca/ca.pem" "certfile $ca/broker.pem" "keyfile $ca/broker.key" "require_certificate true" \
    "use_identity_as_username true" "log_type all" "user root" "acl_file $work/acl" >"$work/mosquitto.conf"
  printf 'user s0001-e01\ntopic readwrite wugan/s0001/e01/#\nuser listener\ntopic read wugan/#\n' >"$work/acl"
  mosquitto -c "$work/mosquitto.conf" >"$work/broker" 2>&1 &
  broker=$!
  sleep 1
  mosquitto_sub -h "${3:-localhost}" -p "$broker_port" --cafile "$ca/ca.pem" --cert "$work/listener.pem" --key "$work/listener.key" -q 1 -t 'wugan/+/+/up/st' -F '%U %p' >"$work/births" 2>>"$log" &
  listener=$!
}

cloud_leaves() {
  local process
  for process in $listener $enrol $broker; do kill "$process" 2>/dev/null || true; done
}

wait_for() { # wait_for WHAT COMMAND…: until it succeeds, $limit seconds at most and as long as $guest lives
  local what=$1 end=$((SECONDS + limit))
  shift
  until "$@" >/dev/null 2>&1; do
    if [ $SECONDS -ge $end ] || { [ -n "${guest:-}" ] && ! kill -0 "$guest" 2>/dev/null; }; then
      failed "$what: not within $limit s"
      return 1
    fi
    sleep 1
  done
}
