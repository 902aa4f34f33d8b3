# SPDX-License-Identifier: GPL-2.0-or-later
"""hostile.py KIND DIRECTORY: makes .debs that are malicious or broken in one way.

They always include `evil`, sometimes `helper`. Each kind is a function below. debslim
may accept a kind whose name ends in `_ok`, if its files stay inside the target; the
test checks that.
"""
import gzip
import lzma
import os
import struct
import sys
import tarfile
import zlib

from deb import (ar, ar_member, compress, control_tar, deb, entry, fields, tar, with_parents)

KINDS = {}
FILE = "./usr/share/evil/file"
LINK, HARD, DIR = tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE


def kind(f):
    KINDS[f.__name__.replace("_", "-")] = f
    return f


def control(**more):
    return ("control.tar.xz", compress(control_tar(fields("evil", **more)), "xz"))


BINARY = ("debian-binary", b"2.0\n")


def good(*entries):
    return tar(with_parents(entries or (entry(FILE, data=b"x\n"),)))


def evil(*entries, **more):
    """A valid .deb with these entries."""
    return {"evil": deb(fields("evil"), entries, **more)}


def data(member, name="data.tar.xz"):
    """A valid ar archive with these bytes as its data member."""
    return {"evil": ar([BINARY, control(), (name, member)])}


# --- names

@kind
def name_up():
    return evil(entry("./../outside/x", data=b"x"))


@kind
def name_up_inside():
    return evil(entry("./usr/share/../../../outside/x", data=b"x"))


@kind
def name_up_directory():
    return {"evil": ar([BINARY, control(), ("data.tar.xz", compress(tar([entry("./../", DIR, 0o777)]), "xz"))])}


@kind
def name_absolute_ok():
    return data(compress(tar([entry(os.getcwd() + "/outside/x", data=b"x")]), "xz"))


@kind
def name_newline():
    return evil(entry("./usr/share/evil/a\nb", data=b"x"))


@kind
def name_long_part():
    return evil(entry("./usr/share/" + "n" * 256, data=b"x"))


@kind
def name_long_path():
    return data(compress(tar([entry("./usr/" + "/".join(["n" * 99] * 42), data=b"x")]), "xz"))


@kind
def name_empty():
    raw = bytearray(tar([entry("x", data=b"")])[:512])
    raw[0:100] = bytes(100)
    return data(compress(checksum(raw) + bytes(1024), "xz"))


@kind
def name_root_link():
    return data(compress(tar([entry(".", LINK, 0o777, link="outside")]), "xz"))


@kind
def name_root_file():
    return data(compress(tar([entry(".", data=b"x")]), "xz"))


@kind
def name_twice_ok():
    return evil(entry(FILE, data=b"one"), entry(FILE, data=b"two"))


# --- links

@kind
def link_absolute_ok():
    here = os.getcwd() + "/outside"
    return {"evil": deb(fields("evil", Depends="helper"), [entry("./usr/share/a/x", data=b"x")]),
            "helper": deb(fields("helper"), [entry("./usr/share/a", LINK, 0o777, link=here)])}


@kind
def link_up_ok():
    return {"evil": deb(fields("evil", Depends="helper"), [entry("./usr/share/a/x", data=b"x")]),
            "helper": deb(fields("helper"), [entry("./usr/share/a", LINK, 0o777, link="../../../../outside")])}


@kind
def link_same_package_ok():
    return data(compress(tar([entry("./usr/", DIR, 0o755), entry("./usr/a", LINK, 0o777, link=os.getcwd() + "/outside"),
                              entry("./usr/a/x", data=b"x")]), "xz"))


@kind
def link_to_file_ok():
    return data(compress(tar([entry("./usr/", DIR, 0o755),
                              entry("./usr/a", LINK, 0o777, link=os.getcwd() + "/outside/sentinel"),
                              entry("./usr/a", data=b"written through a link")]), "xz"))


@kind
def link_loop_ok():
    return {"evil": deb(fields("evil", Depends="helper"), [entry("./usr/a/x", data=b"x")]),
            "helper": deb(fields("helper"), [entry("./usr/a", LINK, 0o777, link="b"), entry("./usr/b", LINK, 0o777, link="a")])}


@kind
def link_newline_target_ok():
    return evil(entry("./usr/a", LINK, 0o777, link="b\nc"))


@kind
def link_empty():
    return evil(entry("./usr/a", LINK, 0o777, link=""))


@kind
def hard_host_file():
    return evil(entry("./usr/a", HARD, link="/etc/passwd"))


@kind
def hard_up():
    return evil(entry("./usr/a", HARD, link="../outside/sentinel"))


@kind
def hard_missing():
    return evil(entry("./usr/a", HARD, link="./usr/none"))


@kind
def hard_to_link():
    return evil(entry("./usr/a", LINK, 0o777, link=os.getcwd() + "/outside/sentinel"), entry("./usr/b", HARD, link="./usr/a"))


@kind
def hard_to_directory():
    return evil(entry("./usr/a/", DIR, 0o755), entry("./usr/b", HARD, link="./usr/a"))


@kind
def hard_other_package():
    return {"evil": deb(fields("evil", Depends="helper"), [entry("./usr/b", HARD, link="./usr/a")]),
            "helper": deb(fields("helper"), [entry("./usr/a", data=b"x")])}


# --- types

@kind
def type_device():
    return evil(entry("./dev/evil", tarfile.CHRTYPE, 0o666, device=(1, 3)))


@kind
def type_block():
    return evil(entry("./dev/evil", tarfile.BLKTYPE, 0o666, device=(8, 0)))


@kind
def type_fifo():
    return evil(entry("./run/evil", tarfile.FIFOTYPE, 0o666))


@kind
def type_pax():
    return evil(entry("./usr/share/" + "p" * 120, data=b"x"), fmt=tarfile.PAX_FORMAT)


def one_type(letter):
    info, body = entry(FILE, data=b"x")
    info.type = letter
    raw = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    return data(compress(bytes(raw) + body.ljust(512, b"\0") + bytes(1024), "xz"))


@kind
def type_pax_global():
    return one_type(b"g")


@kind
def type_sparse():
    return one_type(b"S")


@kind
def type_contiguous():
    return one_type(b"7")


@kind
def type_unknown():
    return one_type(b"Z")


# --- the tar

def checksum(header):
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header[:512])
    return bytes(header)


@kind
def tar_bad_checksum():
    raw = bytearray(good())
    raw[512 + 148:512 + 154] = b"000001"
    return data(compress(bytes(raw), "xz"))


@kind
def tar_cut_body():
    return data(compress(tar([entry(FILE, data=b"x" * 5000)])[:2000], "xz"))


@kind
def tar_cut_header():
    return data(compress(good()[:700], "xz"))


@kind
def tar_negative_size():
    raw = bytearray(entry(FILE)[0].tobuf(tarfile.GNU_FORMAT))
    raw[124:136] = b"\xff" * 12
    return data(compress(checksum(raw) + bytes(1024), "xz"))


@kind
def tar_huge_size():
    raw = bytearray(entry(FILE)[0].tobuf(tarfile.GNU_FORMAT))
    raw[124:136] = b"\x80" + (1 << 80).to_bytes(11, "big")
    return data(compress(checksum(raw) + bytes(1024), "xz"))


@kind
def tar_size_no_number():
    raw = bytearray(entry(FILE)[0].tobuf(tarfile.GNU_FORMAT))
    raw[124:136] = b"0000000x000\0"
    return data(compress(checksum(raw) + bytes(1024), "xz"))


@kind
def tar_endless_name():
    raw = bytearray(entry("././@LongLink")[0].tobuf(tarfile.GNU_FORMAT))
    raw[156:157] = b"L"
    raw[124:136] = b"%011o\0" % (64 << 20)
    return data(compress(checksum(raw) + b"n" * (64 << 20) + bytes(1024), "xz"))


@kind
def tar_is_zip():
    return data(compress(b"PK\x03\x04" + bytes(2000), "xz"))


@kind
def tar_is_text():
    return data(compress(b"#mtree\n./etc/passwd type=file contents=/etc/passwd\n", "xz"))


@kind
def tar_empty_ok():
    return data(compress(b"", "xz"))


# --- the compression

@kind
def xz_trailing():
    return data(compress(good(), "xz") + b"left over bytes.")


@kind
def xz_second_stream():
    return data(compress(good(), "xz") + compress(good(entry("./usr/share/evil/two")), "xz"))


@kind
def xz_cut():
    return data(compress(good(entry(FILE, data=os.urandom(9000))), "xz")[:-2000])


@kind
def xz_bad_check():
    raw = bytearray(lzma.compress(good(), check=lzma.CHECK_CRC64))
    # The check of the only block comes before the index and the footer.
    index = (struct.unpack("<I", raw[-8:-4])[0] + 1) * 4
    raw[-12 - index - 4] ^= 0xff
    return data(bytes(raw))


@kind
def xz_memory():
    raw = bytearray(lzma.compress(good(), preset=1))
    # The dictionary size follows filter 0x21; the block header ends with a CRC32.
    size = (raw[12] + 1) * 4
    at = raw.index(b"\x21\x01", 12, 12 + size) + 2
    raw[at] = 38  # 2 GiB
    raw[12 + size - 4:12 + size] = struct.pack("<I", zlib.crc32(bytes(raw[12:12 + size - 4])))
    return data(bytes(raw))


@kind
def gzip_bad_crc():
    raw = bytearray(gzip.compress(good(), mtime=0))
    raw[-5] ^= 0xff
    return data(bytes(raw), "data.tar.gz")


@kind
def gzip_bad_length():
    raw = bytearray(gzip.compress(good(), mtime=0))
    raw[-1] ^= 0xff
    return data(bytes(raw), "data.tar.gz")


@kind
def gzip_cut():
    return data(gzip.compress(good(), mtime=0)[:-8], "data.tar.gz")


@kind
def gzip_second():
    return data(gzip.compress(good(), mtime=0) + gzip.compress(b"more", mtime=0), "data.tar.gz")


@kind
def gzip_trailing():
    return data(gzip.compress(good(), mtime=0) + b"left over", "data.tar.gz")


@kind
def zstd_second():
    return data(compress(good(), "zstd") + compress(good(), "zstd"), "data.tar.zst")


@kind
def zstd_cut():
    return data(compress(good(entry(FILE, data=os.urandom(9000))), "zstd")[:-1000], "data.tar.zst")


@kind
def zstd_trailing():
    return data(compress(good(), "zstd") + b"left over", "data.tar.zst")


@kind
def other_compression():
    return data(compress(good(), "gzip"), "data.tar.xz")


@kind
def unknown_compression():
    return data(b"BZh91AY&SY" + bytes(100), "data.tar.bz2")


@kind
def nested_compression():
    return data(compress(compress(good(), "xz"), "xz"))


# --- the ar

def members(*parts):
    return {"evil": b"!<arch>\n" + b"".join(parts)}


def sound():
    return [ar_member(*BINARY), ar_member(*control()), ar_member("data.tar.xz", compress(good(), "xz"))]


@kind
def ar_magic():
    return {"evil": b"!<arck>\n" + b"".join(sound())}


@kind
def ar_empty():
    return {"evil": b""}


@kind
def ar_negative_size():
    return members(sound()[0], sound()[1], ar_member("data.tar.xz", compress(good(), "xz"), size="-60"))


@kind
def ar_huge_size():
    return members(sound()[0], sound()[1], ar_member("data.tar.xz", compress(good(), "xz"), size="9999999999"))


@kind
def ar_bsd_name():
    return members(sound()[0], sound()[1], ar_member("#1/12", b"data.tar.xz\0" + compress(good(), "xz")))


@kind
def ar_header_end():
    return members(sound()[0], sound()[1].replace(b"`\n", b"``", 1), sound()[2])


@kind
def ar_cut_header():
    return members(sound()[0], sound()[1], sound()[2][:40])


@kind
def ar_trailing():
    return members(*sound(), b"left over bytes that are no header of anything in the ar format")


@kind
def ar_no_control():
    return members(sound()[0], sound()[2])


@kind
def ar_no_data():
    return members(*sound()[:2])


@kind
def ar_order():
    return members(sound()[0], sound()[2], sound()[1])


@kind
def ar_data_twice():
    return members(*sound(), ar_member("data.tar.xz", compress(good(entry("./usr/two")), "xz")))


@kind
def ar_control_twice():
    return members(sound()[0], sound()[1], sound()[1], sound()[2])


@kind
def ar_two_kinds():
    return members(*sound(), ar_member("data.tar.gz", compress(good(), "gzip")))


@kind
def ar_version():
    return members(ar_member("debian-binary", b"3.0\n"), *sound()[1:])


@kind
def ar_no_version():
    return members(*sound()[1:])


# --- the control file

def raw_control(text):
    tarball = tar([entry("./", DIR, 0o755), entry("./control", data=text)])
    return {"evil": ar([BINARY, ("control.tar.xz", compress(tarball, "xz")), ("data.tar.xz", compress(good(), "xz"))])}


TEXT = b"Package: evil\nVersion: 1.0-1\nArchitecture: all\nMaintainer: N <n@example.org>\nDescription: x\n"


@kind
def control_missing():
    return {"evil": ar([BINARY, ("control.tar.xz", compress(tar([entry("./", DIR, 0o755)]), "xz")),
                        ("data.tar.xz", compress(good(), "xz"))])}


@kind
def control_field_twice():
    return raw_control(TEXT + b"Version: 2.0-1\n")


@kind
def control_two_stanzas():
    return raw_control(TEXT + b"\n" + TEXT)


@kind
def control_name_path():
    return raw_control(TEXT.replace(b"evil", b"../../outside/x"))


@kind
def control_name_long():
    return raw_control(TEXT.replace(b"evil", b"e" * 70000))


@kind
def control_version_long():
    return raw_control(TEXT.replace(b"1.0-1", b"1" * 70000))


@kind
def control_no_fields():
    return raw_control(b"this is no control file\n")


@kind
def control_device():
    tarball = tar([entry("./control", tarfile.CHRTYPE, device=(1, 5))])
    return {"evil": ar([BINARY, ("control.tar.xz", compress(tarball, "xz")), ("data.tar.xz", compress(good(), "xz"))])}


def main():
    if sys.argv[1] == "--list":
        print("\n".join(KINDS))
        return
    debs, directory = KINDS[sys.argv[1]](), sys.argv[2]
    os.makedirs(directory)
    for name, content in debs.items():
        with open(os.path.join(directory, name + "_1.0-1_all.deb"), "wb") as f:
            f.write(content)


main()
