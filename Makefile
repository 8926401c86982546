# Martlet's build. `make help` lists what there is; every target works from a clean clone.

SHELL := /bin/bash -euo pipefail
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

HOST := $(shell uname -m)
ARCH ?= $(HOST)
# Debian's names for the two will do too.
override ARCH := $(patsubst amd64,x86_64,$(patsubst arm64,aarch64,$(ARCH)))
ARGS ?= --device auto
PREFIX ?= /usr/local
DESTDIR ?=

# The toolchain keeps its downloads inside the checkout too.
SWIFT_FLAGS := --build-system native --cache-path .cache/swiftpm

ROOT := .cache/root-$(ARCH)
# 2 ships; 1, for Debian 12 and Ubuntu 24.04, is what the tests show to work too.
GPIOD ?= 2
$(if $(filter 1 2,$(GPIOD)),,$(error GPIOD is '$(GPIOD)', takes 1 or 2))
VARIANT_1 := -gpiod1
VARIANT := $(ARCH)$(VARIANT_$(GPIOD))
SCRATCH := .build/firmware-$(VARIANT)
FIRMWARE := build/$(VARIANT)/martlet
TOOLSETS_1 := toolset-gpiod1.json
TOOLSETS := $(TOOLSETS_$(GPIOD)) toolset-$(ARCH).json

# The bare triple is the one whose Embedded standard library the toolchain ships for arm64; lld links it as Linux.
TRIPLE_x86_64 :=
TRIPLE_aarch64 := --triple aarch64-none-none-elf

SUITES := unit end-to-end browser interop lab board fuzz package image-test watch

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: setup-run ## build for this machine, start, print the address (ARGS="--device auto")
	@$(MAKE) firmware ARCH=$(HOST)
	@exec build/$(HOST)/martlet $(ARGS)

.PHONY: test
test: setup-test binaries packages image-virt ## set up and run every test once, all of them even if one fails
	@tools/test $(SUITES) docs image-cards image-boards

.PHONY: $(SUITES) docs proof
unit: setup-unit ## the unit tests alone
	@tools/test unit
docs: setup-unit ## the documentation of the library HTTPCamera, into build/docs/HTTPCamera
	@tools/test docs
end-to-end: setup-end-to-end binaries ## the real binary, from outside
	@tools/test end-to-end
browser: setup-browser binaries ## the page in Chromium and Firefox
	@tools/test browser
interop: setup-interop binaries ## the clients that people have: FFmpeg, OpenCV, GStreamer, VLC, browsers, Motion and others
	@tools/test interop
lab: setup-lab binaries ## real kernels and cameras in an emulator
	@tools/test lab
board: setup-board binaries ## an emulated board: its button pressed and its LED watched from outside
	@tools/test board
fuzz: setup-fuzz ## the fuzzers, for a minute and a half in all
	@tools/test fuzz
package: setup-package packages ## the Debian package, in Debian 12 and 13 (root)
	@tools/test package
image-test: setup-image-test image-virt ## the finished images, booted in emulated boards
	@tools/test image-test image-cards image-boards
watch: setup-watch ## martlet-watch: its window on a display that nobody sees, and what it writes
	@$(MAKE) firmware ARCH=x86_64
	@tools/test watch
proof: setup-test binaries packages images ## the full counts behind every promise, into Tests/Proof/RESULTS.md (hours)
	@Tests/Proof/run

# Beside each other, because each builds one module after another; what they link with first, because two share it.
BINARIES := x86_64-2 aarch64-2 aarch64-1
.PHONY: binaries $(BINARIES:%=binary-%)
binaries: .cache/root-x86_64/complete .cache/root-aarch64/complete
	@$(MAKE) --jobs=2 --output-sync=target $(BINARIES:%=binary-%)
$(BINARIES:%=binary-%):
	@$(MAKE) firmware ARCH=$(word 2,$(subst -, ,$@)) GPIOD=$(word 3,$(subst -, ,$@))

.PHONY: firmware
firmware: $(ROOT)/complete ## the binary that ships: build/ARCH/martlet (ARCH=x86_64 or aarch64; GPIOD=1: with libgpiod 1.6)
	@mkdir -p $(SCRATCH)
	@# SwiftPM does not build anew for other flags alone.
	@for toolset in $(TOOLSETS); do \
		sed "s|@ROOT@|$(CURDIR)/$(ROOT)|g; s|@BOARD@|$(CURDIR)/board|g" board/$$toolset > $(SCRATCH)/toolset.new; \
		cmp -s $(SCRATCH)/toolset.new $(SCRATCH)/$$toolset || rm -rf $(SCRATCH)/release $(SCRATCH)/*-*-*; \
		mv $(SCRATCH)/toolset.new $(SCRATCH)/$$toolset; \
	done
	@# Where it lies, SwiftPM fetches what stands in it, needed or not.
	@rm -rf Package.resolved $(SCRATCH)/{checkouts,repositories,workspace-state.json}
	@swift build $(SWIFT_FLAGS) -c release --traits Firmware --product martlet $(TRIPLE_$(ARCH)) \
		$(TOOLSETS:%=--toolset $(SCRATCH)/%) --scratch-path $(SCRATCH) --disable-local-rpath
	@# What ships depends on no package: none may even have been fetched.
	@test -d $(SCRATCH)/checkouts -a -z "$$(ls $(SCRATCH)/checkouts)" || { echo "make firmware: this build fetched packages" \
		"($(SCRATCH)/checkouts); each must hang on the trait Client" >&2; exit 1; }
	@install -D -m 755 $(SCRATCH)/release/martlet $(FIRMWARE)
	@swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' > $(dir $(FIRMWARE))swift-version
	@tools/check-firmware $(FIRMWARE)

.cache/root-%/complete: tools/sysroot tools/packages/sysroot.txt | setup-run
	@tools/sysroot $* $(@D)

BOARD ?= rpi
.PHONY: image sources
image: setup-image ## the card image of a board: build/image/martlet-BOARD-arm64-VERSION.img.xz (BOARD=rpi, rpi5 or virt)
	@$(MAKE) firmware ARCH=aarch64
	@image/build $(BOARD)
.PHONY: image-virt images
image-virt:
	@$(MAKE) image BOARD=virt
images: image-virt
	@image/build rpi
	@image/build rpi5
sources: setup-image ## Debian's sources of all that is in the image of a board, as it was built: build/image/sources-BOARD
	@image/sources $(BOARD)

.PHONY: martlet-watch install-watch
martlet-watch: setup-unit ## the desktop tool: build/martlet-watch
	@swift build $(SWIFT_FLAGS) -c release --static-swift-stdlib --product martlet-watch
	@install -D -s -m 755 .build/release/martlet-watch build/martlet-watch
install-watch: ## the desktop tool, to DESTDIR and PREFIX
	@test -x build/martlet-watch || { echo "nothing to install yet: make martlet-watch" >&2; exit 1; }
	install -D -m 755 build/martlet-watch $(DESTDIR)$(PREFIX)/bin/martlet-watch

.PHONY: lint
lint: setup-lint ## formatting, scripts and the rules of the house
	@tools/lint

.PHONY: bench
bench: setup-bench ## Martlet beside ustreamer: tables, and docs/bench.svg (40 minutes; DEVICE=/dev/video0: a camera)
	@$(MAKE) firmware ARCH=$(HOST)
	@swift build $(SWIFT_FLAGS) -c release --product martlet-watch
	@Tests/Bench/run
	@Tests/Bench/stripes
	@Tests/Bench/parts
	@Tests/Bench/rtmp
	@Tests/Bench/slow-readers --seconds 60

.PHONY: install
install: ## binary, manual page, units, udev rule, user and first settings, to DESTDIR and PREFIX
	@test -x $(FIRMWARE) || { echo "nothing to install yet: make firmware" >&2; exit 1; }
	install -D -m 755 $(FIRMWARE) $(DESTDIR)$(PREFIX)/bin/martlet
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	$(if $(filter $(HOST),$(ARCH)),$(FIRMWARE),build/$(HOST)/martlet) --manual > $(DESTDIR)$(PREFIX)/share/man/man1/martlet.1
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/lib/systemd/system board/common/systemd/martlet*
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/lib/sysusers.d board/common/sysusers/martlet.conf
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/lib/udev/rules.d board/common/udev/70-martlet.rules
	@test -e $(DESTDIR)/etc/martlet.conf || install -D -v -m 644 -t $(DESTDIR)/etc board/common/martlet.conf

.PHONY: deb
deb: firmware ## the package for a running Debian: build/deb/martlet_VERSION_ARCH.deb (ARCH=arm64 or amd64)
	@# The manual page comes from a binary that runs here.
	$(if $(filter $(HOST),$(ARCH)),,@$(MAKE) firmware ARCH=$(HOST))
	@packaging/debian/build $(ARCH) build/deb

.PHONY: packages
packages:
	@$(MAKE) deb ARCH=amd64
	@$(MAKE) deb ARCH=arm64

.PHONY: clean distclean
clean: ## what was built (downloads stay)
	rm -rf .build build
distclean: clean ## downloads too
	rm -rf .cache Package.resolved

.PHONY: $(addprefix setup-,run test lint image bench $(SUITES))
$(addprefix setup-,run test lint image bench $(SUITES)):
	@tools/setup $(@:setup-%=%)
