"""An archive whose entries say that they have a password."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    path = archive(folder, {"answer.py": RIGHT})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    return path
