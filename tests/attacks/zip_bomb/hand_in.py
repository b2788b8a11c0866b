"""An archive of kilobytes that unpacks to two hundred megabytes."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    bombs = {f"bomb{number}.py": bytes(25 * 2**20) for number in range(8)}
    return archive(folder, {"answer.py": RIGHT} | bombs)
