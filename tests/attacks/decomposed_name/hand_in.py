"""A file name as macOS writes it, letters and marks apart."""

import unicodedata

from tests.attacks.making import RIGHT, single


def make(folder):
    return single(folder, RIGHT, unicodedata.normalize("NFD", "김민준") + "/answer.py").parent
