"""Submissions that cost far more to read than to hand in; each maker fills a student's folder."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MB = 2**20
SOURCE = b"def double(x):\n    return 2 * x\n"
_END = struct.Struct("<4s4H2LH")


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """A zip as everybody makes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in entries:
            opened.writestr(name, data)
    return buffer.getvalue()


def directory_of(entries: int, name: bytes = b"a.py") -> bytes:
    """A zip's directory of members that are not there."""
    entry = zipped((name.decode(), b""))
    begin = entry.index(b"PK\x01\x02")
    return entry[begin : begin + 46 + len(name)] * entries


def equal_archives(folder: Path, count: int = 60) -> None:
    """Equal zips, each of which unpacks to as much as may be read at all."""
    bomb = zipped(*((f"b{number}.py", bytes(20 * MB)) for number in range(10)))
    for number in range(count):
        (folder / f"{number:02}.zip").write_bytes(bomb)


def archives_in_git(folder: Path) -> None:
    """The same in a clone's history."""
    (folder / ".git").mkdir()
    equal_archives(folder / ".git")


def many_members(folder: Path, count: int = 1_000_000) -> None:
    """A zip of empty members, as an honest end record counts them."""
    directory = directory_of(count)
    end = _END.pack(b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), 0, 0)
    (folder / "many.zip").write_bytes(directory + end)


def doubled_end_record(folder: Path, count: int = 1_000_000) -> None:
    """The same, with the mark of an end record inside the end record."""
    directory = directory_of(count)
    mark = int.from_bytes(b"PK\x05\x06", "little")
    end = _END.pack(b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), mark, 0)
    (folder / "doubled.zip").write_bytes(directory + end)


def zip64_record(folder: Path, count: int = 1_000_000) -> None:
    """The same, with an end record of nothing behind the one for large archives."""
    directory = directory_of(count)
    size = len(directory)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, size, 1)
    end = _END.pack(b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)
    (folder / "zip64.zip").write_bytes(directory + record + locator + end)


def overlapping_members(folder: Path, count: int = 1_000, kernel: int = 2 * MB) -> None:
    """Members that share one compressed kernel: each quotes the headers of those after it.

    The construction is David Fifield's ("A better zip bomb", 2019). The checksums are wrong, so
    that each member is refused when it has been unpacked.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(bytes(kernel)) + packer.flush()
    size = kernel
    members = []
    for number in reversed(range(count)):
        name = b"%04d.py" % number
        fields = struct.pack("<5H3L2H", 20, 0, 8, 0, 0, 0, len(data), size, len(name), 0)
        header = b"PK\x03\x04" + fields + name
        members.append((name, fields, len(header) + len(data)))
        # as the member before sees it: a stored block with this header, and what it sees itself
        data = struct.pack("<BHH", 0, len(header), len(header) ^ 0xFFFF) + header + data
        size += len(header)
    data = data[5:]  # nobody quotes the first header
    directory = b"".join(
        b"PK\x01\x02\x14\x00" + fields + struct.pack("<3H2L", 0, 0, 0, 0, len(data) - behind) + name
        for name, fields, behind in reversed(members)
    )
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(data), 0)
    (folder / "overlap.zip").write_bytes(data + directory + end)


def unpacks_to_nothing(folder: Path, size: int = 20 * MB) -> None:
    """A member of empty blocks, of which no byte comes out, in many archives."""
    data = struct.pack("<BHH", 0, 0, 0xFFFF) * (size // 5) + b"\x03\x00"
    fields = struct.pack("<5H3L2H", 20, 0, 8, 0, 0, 0, len(data), 1000, 4, 0)
    central = b"PK\x01\x02\x14\x00" + fields + struct.pack("<3H2L", 0, 0, 0, 0, 0) + b"a.py"
    end = _END.pack(b"PK\x05\x06", 0, 0, 1, 1, len(central), len(data) + 34, 0)
    (folder / "000.zip").write_bytes(b"PK\x03\x04" + fields + b"a.py" + data + central + end)
    for number in range(1, 150):
        (folder / f"{number:03}.zip").hardlink_to(folder / "000.zip")


def archives_in_archives(folder: Path, depth: int = 4) -> None:
    """Ten zips in each zip."""
    data = bytes(MB)
    for level in range(depth):
        ending = ".zip" if level else ".py"
        data = zipped(*((f"{number}{ending}", data) for number in range(10)))
    (folder / "nested.zip").write_bytes(data)


def deep_folders(folder: Path, depth: int = 400) -> None:
    """A source below more folders than a path can name."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("some_folder", dir_fd=here)
        inner = os.open("some_folder", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    source = os.open("doubling.py", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(source, SOURCE)
    os.close(source)
    os.close(here)


def long_names(folder: Path, count: int = 15) -> None:
    """Members with names of 64 kB, each of accents that take long to put in order."""
    with zipfile.ZipFile(folder / "names.zip", "w") as opened:
        for number in range(count):
            opened.writestr(f"{number}" + "\u0301\u0327" * 16_000 + ".py", b"")


def many_cells(folder: Path, count: int = 6_000_000) -> None:
    """A notebook of empty cells, in bytes just below what a file may have."""
    (folder / "cells.ipynb").write_bytes(b'{"cells": [' + b"{}," * count + b"{}]}")


def cells_beside_a_picture(folder: Path, count: int = 20_000_000) -> None:
    """The same in a notebook of just the largest size."""
    many_cells(folder, count)
    with (folder / "cells.ipynb").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b', "metadata": "' + b"#" * (99 * MB - 3 * count) + b'"}')


def one_long_string(folder: Path) -> None:
    """A notebook of 200 MB, all in one string."""
    with (folder / "string.ipynb").open("wb") as file:
        file.write(b'{"cells": [{"cell_type": "code", "source": "')
        for _ in range(200):
            file.write(b"#" * MB)
        file.write(b'"}]}')


def deep_json(folder: Path) -> None:
    """Notebooks that nest a hundred thousand lists or objects."""
    (folder / "lists.ipynb").write_bytes(b'{"cells": ' + b"[" * 100_000)
    (folder / "objects.ipynb").write_bytes(b'{"a": ' * 100_000)


def sparse_files(folder: Path, size: int = 2**40) -> None:
    """A source and an archive of a terabyte, which take no room on the disk."""
    for name in ("sparse.py", "sparse.zip", "sparse.ipynb"):
        with (folder / name).open("wb") as file:
            file.truncate(size)


def no_files(folder: Path) -> None:
    """Pipes, links and, for root, devices under the names of sources."""
    for ending in ("py", "ipynb", "zip"):
        os.mkfifo(folder / f"pipe.{ending}")
        (folder / f"link.{ending}").symlink_to("/dev/zero")
        if os.geteuid() == 0:
            os.mknod(folder / f"device.{ending}", 0o600 | 0o020000, os.makedev(1, 5))


def many_files(folder: Path, count: int = 2_000) -> None:
    """More sources than anybody hands in."""
    for number in range(count):
        (folder / f"f{number:05}.py").write_bytes(SOURCE)


def laughing_metadata(folder: Path, levels: int = 12) -> None:
    """Gradescope's metadata with a name of ten to the twelfth words, in a kilobyte."""
    lines = ['a0: &a0 "lol"']
    for level in range(1, levels + 1):
        inner = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} [{inner}]")
    lines += ["submission_1:", "  :submitters:", f"  - :name: *a{levels}", "    :sid: s1"]
    (folder / "submission_metadata.yml").write_text("\n".join(lines))
    (folder / "submission_1").mkdir()


def long_metadata(folder: Path, count: int = 200_000) -> None:
    """Metadata of more submissions than anybody has."""
    with (folder / "submission_metadata.yml").open("w") as file:
        for number in range(count):
            file.write(f"submission_{number}:\n  :submitters:\n  - :sid: s{number}\n")
    (folder / "submission_1").mkdir()
