"""An archive whose directory lies about where entries are."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    path = archive(folder, {"answer.py": RIGHT})
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02") + 42
    data[place : place + 4] = (2**31).to_bytes(4, "little")
    path.write_bytes(data)
    return path
