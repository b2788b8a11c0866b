"""An archive with a link to the hidden checks."""

import stat
import zipfile

from tests.attacks.making import RIGHT, archive


def make(folder):
    link = zipfile.ZipInfo("secret.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return archive(folder, {"answer.py": RIGHT, link: str(folder)})
