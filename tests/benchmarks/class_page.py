"""How long the page of 1 000 students takes in Chromium until it can be used, sorted and filtered.

python tests/benchmarks/class_page.py [STUDENTS]
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import sync_playwright

from grader.reports.pages.class_page import render_class_page
from tests.reports.big_class import big_class

RUNS = 5
# until two frames were drawn after a click: the rows are where they belong, and to be seen
SORTED = """() => new Promise(done => {
    const start = performance.now();
    document.querySelector('#students thead th:nth-child(2) button').click();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""
FILTERED = """() => new Promise(done => {
    const start = performance.now();
    const field = document.getElementById('name');
    field.value = '99';
    field.dispatchEvent(new Event('input'));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""


def main() -> None:
    """Prints the medians of some runs, each in a fresh page."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    began = time.perf_counter()
    rows, found = big_class(count)
    made = time.perf_counter()
    text = render_class_page(rows, found, "en")
    rendered = time.perf_counter() - made
    print(f"{count} students made up in {made - began:.2f} s, page made in {rendered:.2f} s")
    print(f"{len(text.encode()) / 1e6:.2f} MB")
    times: dict[str, list[float]] = {"usable": [], "sorted": [], "filtered": []}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        path = Path(folder) / "class.html"
        path.write_text(text, "utf-8")
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(RUNS):
            page = browser.new_page()
            began = time.perf_counter()
            page.goto(path.as_uri())
            page.evaluate("new Promise(done => requestAnimationFrame(() => done()))")
            times["usable"].append(time.perf_counter() - began)
            times["sorted"].append(page.evaluate(SORTED) / 1000)
            times["filtered"].append(page.evaluate(FILTERED) / 1000)
            page.close()
        browser.close()
    for name, seconds in times.items():
        print(f"{name:9} {statistics.median(seconds):.2f} s (at most {max(seconds):.2f})")


if __name__ == "__main__":
    main()
