"""Takes the pictures of the README from what `make demo` wrote; run it when the pages change.

make demo && python tests/reports/take_pictures.py demo-reports .github
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# page, width, height, name of the picture
PICTURES = [
    ("class.html", 1180, 1180, "class-page.png"),
    ("reports/okafor_chidi.html", 900, 1200, "student-report.png"),
]


def take(reports: Path, out: Path) -> None:
    """Opens each page in Chromium and keeps what is seen of it at first."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, width, height, picture in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((reports / name).resolve().as_uri())
            page.screenshot(path=out / picture)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
