"""By pathlib."""

from pathlib import Path


def longest_line(name):
    return max(Path(name).read_text().split("\n"), key=len)


def number_lines(source, target):
    lines = Path(source).read_text().splitlines()
    Path(target).write_text("".join(f"{i + 1} {lines[i]}\n" for i in range(len(lines))))
