# debslim, with GNU make. All build output is in build/.
#   make                    the program: build/debslim
#   make check              all tests (including those with the real archive)
#   make check-offline      tests that need no network
#   make check T=name       the tests whose name contains "name"
#   make check SAN=address,undefined   the same with sanitizers, in a tree of its own
#   make fuzz-NAME SECS=60  one fuzz harness
#   make bench              compare the solver with apt and dose-debcheck
#   make matrix             every profile, suite and architecture: sizes, gate, programs
#   make works [SUITE=trixie] [PART=n/12] [T=redis-server]   images at work beside real installations
#   make truth [SUITE=trixie] [PART=n/12] [T=redis-server]   what images lack compared to them, path by path
#   make lint               layers, static analysis, shell and manual pages
#   make metrics            figures about the functions; NAMES=1 lists the names that several share
#   make try                install what is missing, build, make a cc rootfs, run a program in it
#   make install            DESTDIR= prefix=/usr/local
#   make deb                an installable package, in build/deb/
#   make install-deps       install with apt what the build and the tests need by debian/control

prefix ?= /usr/local
CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)
DEVEL ?= 0
SAN ?=
T ?=
SUITE ?=
JOBS ?= $(shell nproc)

comma := ,
B := build$(if $(SAN),/san-$(subst $(comma),-,$(SAN)))
VERSION := $(shell sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog)
DATADIR := $(prefix)/share/debslim

PKGS := apt-pkg libarchive liblzma zlib libzstd libgcrypt libcrypto libxxhash jansson
ifneq ($(filter-out install-deps try clean check metrics,$(or $(MAKECMDGOALS),all)),)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS))
PKG_LIBS := $(shell pkg-config --libs $(PKGS))
endif

WARN := -Wall -Wextra -Wshadow -Wvla -Wpointer-arith -Wformat=2 -Wno-missing-field-initializers
ifeq ($(DEVEL),1)
WARN += -Werror
endif
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
CPPFLAGS += -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -Isrc -I. \
	-DDEBSLIM_VERSION='"$(VERSION)"' -DDEBSLIM_DATADIR='"$(DATADIR)"'
HARDEN := -fstack-protector-strong $(if $(SAN),,-D_FORTIFY_SOURCE=2) -fPIE
ALL_CFLAGS := -std=gnu17 $(WARN) -Wstrict-prototypes -Wmissing-prototypes $(CFLAGS) $(HARDEN) $(SANFLAGS) $(PKG_CFLAGS)
ALL_CXXFLAGS := -std=gnu++17 $(WARN) $(CXXFLAGS) $(HARDEN) $(SANFLAGS) $(PKG_CFLAGS)
ALL_LDFLAGS := $(LDFLAGS) -pthread -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(SANFLAGS)

C_SRC := $(sort $(wildcard src/*.c src/*/*.c src/*/*/*.c))
CC_SRC := $(sort $(wildcard shim/*.cc))
MAIN_OBJ := $(B)/obj/src/main.o
LIB_OBJ := $(filter-out $(MAIN_OBJ),$(C_SRC:%.c=$(B)/obj/%.o) $(CC_SRC:%.cc=$(B)/obj/%.o))
UNIT := $(patsubst tests/unit/%.c,$(B)/unit/%,$(sort $(wildcard tests/unit/*.c)))
TOOLS := $(patsubst tests/tools/%.c,$(B)/tools/%,$(sort $(wildcard tests/tools/*.c)))
FUZZ := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c)))

# V=1 shows the commands.
say = @$(if $(V),,printf '  %-5s %s\n' '$(1)' '$(@:$(B)/%=%)';)
$(V).SILENT:

all: $(B)/debslim

# The version and the prefix are compiled in, so a change of them rebuilds everything.
FLAGS_NOW := $(VERSION) $(DATADIR) $(CFLAGS) $(DEVEL)
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(FLAGS_NOW)' | cmp -s - $@ || printf '%s\n' '$(FLAGS_NOW)' >$@

$(B)/obj/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/obj/%.o: %.cc $(B)/flags
	@mkdir -p $(@D)
	$(call say,CXX)
	$(CXX) $(CPPFLAGS) $(ALL_CXXFLAGS) -MMD -MP -c -o $@ $<

$(B)/libdebslim.a: $(LIB_OBJ)
	rm -f $@
	ar qcs $@ $(LIB_OBJ)

$(B)/debslim: $(MAIN_OBJ) $(B)/libdebslim.a
	$(call say,LINK)
	$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(B)/unit/%: $(B)/obj/tests/unit/%.o $(B)/libdebslim.a
	@mkdir -p $(@D)
	$(call say,LINK)
	$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka

unit: $(UNIT) $(B)/tools/leak

# Programs other than debslim that tests run.
$(B)/tools/%: $(B)/obj/tests/tools/%.o $(B)/libdebslim.a
	@mkdir -p $(@D)
	$(call say,LINK)
	$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

tools: $(TOOLS)

# Harnesses are ordinary libFuzzer targets. Without clang each is linked with a driver that
# runs the files named on its command line, so that they always compile.
$(B)/fuzz/%: $(B)/obj/tests/fuzz/%.o $(B)/obj/tests/fuzz/driver/replay.o $(B)/libdebslim.a
	@mkdir -p $(@D)
	$(call say,LINK)
	$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

fuzz: $(FUZZ:%=$(B)/fuzz/%) $(B)/tools/leak

SECS ?= 60
fuzz-%:
	$(MAKE) --no-print-directory SAN=fuzzer-no-link,address,undefined CC=clang CXX=clang++ build-fuzz-$*
	@mkdir -p build/corpus/$*
	build/san-fuzzer-no-link-address-undefined/fuzz/$*-libfuzzer -max_total_time=$(SECS) \
		-rss_limit_mb=2048 -timeout=20 build/corpus/$* $(wildcard tests/fuzz/corpus/$*)

build-fuzz-%: $(B)/obj/tests/fuzz/%.o $(B)/libdebslim.a
	@mkdir -p $(B)/fuzz
	$(call say,LINK)
	$(CXX) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $(B)/fuzz/$*-libfuzzer $^ $(PKG_LIBS)

# Also works on a bare machine: missing packages are installed first.
check:
	tests/install-deps check
	+$(MAKE) --no-print-directory $(if $(filter -j% --jobserver-auth=%,$(MAKEFLAGS)),,-j$(JOBS)) check-all

check-all: all unit fuzz tools
	BUILD=$(B) tests/run $(if $(T),--only '$(T)') unit fuzz e2e archive

check-offline: all unit fuzz tools
	BUILD=$(B) tests/run $(if $(T),--only '$(T)') unit fuzz e2e

# Solves for bench/roots, then for all packages; prints tables in Markdown.
bench: all
	BUILD=$(B) bench/solve
	BUILD=$(B) bench/all

# One cell: make matrix CELLS='--profile cc --suite trixie --arch riscv64'
matrix: all
	BUILD=$(B) bench/matrix $(CELLS)

# Results are kept in build/works and not computed again; KEEP=1 also keeps the trees. PART=1/12
# runs a twelfth of the requests.
BESIDE = $(if $(SUITE),--suite '$(SUITE)') $(if $(PART),--part '$(PART)') $(if $(T),--only '$(T)') $(if $(KEEP),--keep)
works: all tools
	BUILD=$(B) tests/works $(BESIDE)

# Compares an image with a real installation, path by path.
truth: all
	BUILD=$(B) tests/truth $(BESIDE)

lint:
	tests/lint

metrics:
	tests/metrics $(if $(NAMES),--names)

try:
	./tests/try

install-deps:
	tests/install-deps check

install: all
	install -d $(DESTDIR)$(prefix)/bin $(DESTDIR)$(DATADIR)/profiles $(DESTDIR)$(DATADIR)/rules \
		$(DESTDIR)$(DATADIR)/schemas \
		$(DESTDIR)$(prefix)/share/man/man1 $(DESTDIR)$(prefix)/share/man/man5 \
		$(DESTDIR)$(prefix)/share/bash-completion/completions
	install -m 755 $(B)/debslim $(DESTDIR)$(prefix)/bin/debslim
	install -m 644 data/profiles/*.profile $(DESTDIR)$(DATADIR)/profiles/
	install -m 644 data/rules/*.rules $(DESTDIR)$(DATADIR)/rules/
	install -m 644 data/schemas/*.json $(DESTDIR)$(DATADIR)/schemas/
	install -m 644 man/*.1 $(DESTDIR)$(prefix)/share/man/man1/
	install -m 644 man/*.5 $(DESTDIR)$(prefix)/share/man/man5/
	install -m 644 data/completion.bash $(DESTDIR)$(prefix)/share/bash-completion/completions/debslim

deb:
	tests/make-deb

clean:
	rm -rf build

FORCE:
.PHONY: all unit tools fuzz check check-all check-offline bench matrix works truth lint metrics try install-deps install deb clean FORCE
.SECONDARY:
.DELETE_ON_ERROR:

-include $(wildcard $(B)/obj/*/*.d $(B)/obj/*/*/*.d $(B)/obj/*/*/*/*.d)
