"""An archive of twenty thousand entries."""

from tests.attacks.making import archive


def make(folder):
    return archive(folder, {f"file{number}.py": "" for number in range(20_000)})
