"""Report format -> what reads it as its destination would, and fails where words became more."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from tests.reports import readers

# what a page of ours is made of; scripts and styles are its own, images are pictures it drew
_OUTSIDE = ("http:", "https:", "//", "javascript:")


class _Page(HTMLParser):
    """Holds that no element acts, and that none leads or loads from anywhere else."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"iframe", "object", "embed", "form", "base", "link"}
        for name, value in attrs:
            assert not name.startswith("on")
            if name in {"src", "href", "action"}:
                assert not (value or "").strip().lower().startswith(_OUTSIDE)


def read_page(text: str) -> None:
    """Reads an HTML report as a browser would."""
    page = _Page()
    page.feed(text)
    page.close()


def read_commands(text: str) -> None:
    """Reads GitHub's annotations: only commands that this report is made of."""
    kinds = {kind for kind, _properties, _message in readers.run_commands(text)}
    assert kinds <= {"error", "warning", "notice", "group", "endgroup"}


READERS = {
    "classroom-reporter": readers.read_reporter,
    "csv": readers.read_rows,
    "github": read_commands,
    "gitlab": readers.read_code_quality,
    "gradescope": readers.read_gradescope,
    "html": read_page,
    "json": json.loads,
    "junit": readers.read_junit,
}
