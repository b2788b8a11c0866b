"""Replace files in a zip of the demo class, and leave every other byte of it as it was.

python datasets/rezip.py ZIP [FILE ...]: each FILE takes the place of the entry of the same name,
whatever folder it is in. Without a FILE the zip is written again, byte for byte.
"""

import sys
import zipfile
from pathlib import Path

WHEN = (2025, 10, 14, 23, 52, 0)


class RawName(zipfile.ZipInfo):
    """Writes a name as the bytes it was read from: those of baek_jihoon.zip are cp949."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802, the name is zipfile's
        return self.filename.encode("cp437"), self.flag_bits & ~0x800


def rezip(path: Path, files: list[Path]) -> None:
    """Write the zip anew: the same entries in the same order, deflated at level 9."""
    new = {file.name: file.read_bytes() for file in files}
    with zipfile.ZipFile(path) as old:
        entries = [(i, new.pop(i.filename.rpartition("/")[2], old.read(i))) for i in old.infolist()]
    if new:
        sys.exit(f"not in {path}: {', '.join(new)}")
    with zipfile.ZipFile(path, "w", compresslevel=9) as out:
        for entry, data in entries:
            info = RawName(entry.filename, WHEN)
            info.create_system, info.external_attr = entry.create_system, entry.external_attr
            info.compress_type = entry.compress_type
            out.writestr(info, data)


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(__doc__)
    rezip(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
