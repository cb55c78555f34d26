#!/bin/sh
# Sums and signature of a release: SHA256SUMS over packages, their parts lists and images, SHA256SUMS.sig by an Ed25519 key. Whoever
# verifies needs not have all of the files; those that are there have to be right, and one at least.
#
#   install/package/sign.sh KEY.pem FOLDER     KEY.pem: PKCS#8, made once by: openssl genpkey -algorithm ed25519 -out KEY.pem
#   install/package/sign.sh --verify PUBLIC.pem FOLDER
#
# The key stays outside the repository; its public half, openssl pkey -in KEY.pem -pubout, goes to whoever installs. Needs openssl 3
# (raw Ed25519 signatures) and coreutils. Ends with a status other than 0 where a file or the signature is not what it should be.
set -eu

die() { echo "sign: $*" >&2; exit 1; }

if [ "${1:-}" = --verify ]; then
  [ $# = 3 ] || die "usage: sign.sh --verify PUBLIC.pem FOLDER"
  [ -f "$3/SHA256SUMS.sig" ] || die "no SHA256SUMS.sig in $3"
  openssl pkeyutl -verify -pubin -inkey "$2" -rawin -in "$3/SHA256SUMS" -sigfile "$3/SHA256SUMS.sig" >/dev/null ||
    die "$3/SHA256SUMS is not signed by this key: do not install"
  cd "$3" && sha256sum -c --strict --ignore-missing SHA256SUMS
  exit
fi

[ $# = 2 ] || die "usage: sign.sh KEY.pem FOLDER"
key=$1 folder=$2
openssl pkey -in "$key" -noout -text 2>/dev/null | grep -q '^ED25519 Private-Key' || die "$key is no private Ed25519 key"
(
  cd "$folder"
  files=$(find . -maxdepth 1 -type f \( -name '*.deb' -o -name '*.cdx.json' -o -name '*.img.xz' \) | sed 's|^\./||' | LC_ALL=C sort)
  [ -n "$files" ] || die "no package and no image in $folder"
  # shellcheck disable=SC2086 # names of packages have no blanks
  sha256sum $files >SHA256SUMS
)
openssl pkeyutl -sign -inkey "$key" -rawin -in "$folder/SHA256SUMS" -out "$folder/SHA256SUMS.sig"
cat "$folder/SHA256SUMS"
