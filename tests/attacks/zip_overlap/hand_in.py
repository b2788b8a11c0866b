"""An archive whose entries are all the same bytes, many times over."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    path = archive(folder, {"answer.py": RIGHT, "helper.py": "a = 1\n"})
    data = bytearray(path.read_bytes())
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    path.write_bytes(data)
    return path
