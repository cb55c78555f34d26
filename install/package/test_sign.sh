#!/bin/sh
# Tests of sign.sh with real keys: what is signed is found good, and whatever was changed since is not.
#
#   install/package/test_sign.sh      one line for each; status 0 if every line says "ok"
#
# Needs openssl 3 and coreutils.
set -eu

sign=$(cd "$(dirname "$0")" && pwd)/sign.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
says() { # says WHAT STATUS COMMAND…: 0 for a command that ends well, 1 for one that does not
  what=$1 wanted=$2 got=0
  shift 2
  "$@" >"$work/out" 2>&1 || got=1
  if [ "$got" = "$wanted" ]; then
    echo "ok      $what"
  else
    failed=1
    echo "FAILED  $what"
    cat "$work/out"
  fi
}

for name in ours theirs; do
  openssl genpkey -algorithm ed25519 -out "$work/$name.pem" 2>/dev/null
  openssl pkey -in "$work/$name.pem" -pubout -out "$work/$name.pub.pem"
done
openssl genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:2048 -out "$work/rsa.pem" 2>/dev/null
release=$work/release
mkdir "$release"
says "a folder without anything to sign is refused" 1 sh "$sign" "$work/ours.pem" "$release"
for name in wugan_1.0.0_arm64.deb wugan.cdx.json wugan-1.0.0-arm64.img.xz notes.txt; do
  echo "$name, made up" >"$release/$name"
done

says "another kind of key is refused" 1 sh "$sign" "$work/rsa.pem" "$release"
says "not signed yet: refused" 1 sh "$sign" --verify "$work/ours.pub.pem" "$release"
says "package, parts list and image are signed" 0 sh "$sign" "$work/ours.pem" "$release"
says "they are the three that are named" 0 test "$(wc -l <"$release/SHA256SUMS")" = 3
says "good" 0 sh "$sign" --verify "$work/ours.pub.pem" "$release"
says "another's key: refused" 1 sh "$sign" --verify "$work/theirs.pub.pem" "$release"
rm "$release/wugan.cdx.json" "$release/wugan_1.0.0_arm64.deb"
says "the image alone: good" 0 sh "$sign" --verify "$work/ours.pub.pem" "$release"
cp "$release/SHA256SUMS" "$work/sums"
sed 's/^./g/' "$work/sums" >"$release/SHA256SUMS"
says "changed sums: refused" 1 sh "$sign" --verify "$work/ours.pub.pem" "$release"
cp "$work/sums" "$release/SHA256SUMS"
echo x >>"$release/wugan-1.0.0-arm64.img.xz"
says "changed image: refused" 1 sh "$sign" --verify "$work/ours.pub.pem" "$release"
rm "$release/wugan-1.0.0-arm64.img.xz"
says "none of the files: refused" 1 sh "$sign" --verify "$work/ours.pub.pem" "$release"
exit "$failed"
