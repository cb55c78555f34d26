# Parts of run.sh and run-arm64.sh: the module for contacts, the guest's first steps, its end. To be sourced.
PATH="$PATH:/usr/sbin"

fail() {
  echo "kernel-proof: $*" >&2
  exit 1
}

need() { # need PROGRAM…
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "$program is missing; see README.md for the Debian packages"
  done
}

# Debian builds its kernels without gpio-sim. Its sources fit; one call is not exported to modules and has a twin that is.
gpio_sim() { # gpio_sim WORK IMAGE KERNEL HEADERS [MAKE-ARGUMENT…]: builds it and puts it among the image's modules
  local work=$1 image=$2 kernel=$3 headers=$4 sources=/usr/src/linux-source-6.1.tar.xz
  shift 4
  [ -f "$sources" ] || fail "linux-source-6.1 is missing"
  rm -rf "$work/module" "$work/source"
  mkdir -p "$work/module" "$work/source"
  tar -xJf "$sources" -C "$work/source" --strip-components=1 \
    linux-source-6.1/drivers/gpio/gpio-sim.c linux-source-6.1/drivers/gpio/gpiolib.h linux-source-6.1/kernel/irq/irq_sim.c
  cp "$work/source/drivers/gpio/gpio-sim.c" "$work/module/gpio-sim-main.c"
  cp "$work/source/drivers/gpio/gpiolib.h" "$work/module/"
  sed 's/handle_simple_irq(irq_to_desc(irqnum));/generic_handle_irq(irqnum);/' \
    "$work/source/kernel/irq/irq_sim.c" >"$work/module/irq_sim.c"
  printf 'obj-m := gpio-sim.o\ngpio-sim-y := gpio-sim-main.o irq_sim.o\n' >"$work/module/Makefile"
  make -s -C "$headers" M="$work/module" "$@" modules >"$work/module.log" 2>&1 ||
    fail "gpio-sim does not build; see $work/module.log"
  mkdir -p "$image/lib/modules/$kernel/updates"
  cp "$work/module/gpio-sim.ko" "$image/lib/modules/$kernel/updates/"
  depmod -b "$image" "$kernel"
}

initrd() { # initrd WORK IMAGE KERNEL BUSYBOX INIT: the guest's first steps, WORK/initrd.gz
  local first="$1/initrd" module
  rm -rf "$first"
  mkdir -p "$first"/{bin,dev,proc,sys,lower,upper,new,modules}
  cp "$4" "$first/bin/busybox"
  cp "$5" "$first/init"
  chmod +x "$first/init"
  for module in virtio_pci 9pnet_virtio 9p overlay; do
    modprobe -d "$2" -S "$3" --show-depends "$module"
  done | awk '$1 == "insmod" && !seen[$2]++ {print $2}' | while read -r module; do
    cp "$module" "$first/modules/"
    basename "$module" >>"$first/modules/order"
  done
  (cd "$first" && find . | busybox cpio -o -H newc 2>/dev/null) | gzip -1 >"$1/initrd.gz"
}

tell() { # tell WORK SECONDS KERNEL: the guest's table; status 0 if every line is good
  [ -f "$1/results/table" ] || fail "the guest left no table; see $1/console.log"
  cat "$1/results/table"
  echo "$2 s in the guest, kernel $3"
  [ -f "$1/results/ended" ] && ! grep -qv '^ok ' "$1/results/table"
}
