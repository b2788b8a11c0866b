"""An archive with a device."""

import stat
import zipfile

from tests.attacks.making import RIGHT, archive


def make(folder):
    device = zipfile.ZipInfo("answer.py")
    device.external_attr = (stat.S_IFCHR | 0o666) << 16
    return archive(folder, {device: "", "work/answer.py": RIGHT})
