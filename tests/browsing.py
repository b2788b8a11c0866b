"""A real browser, and axe-core, for the tests of pages."""

from __future__ import annotations

import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def browser():
    """A real browser without a window; skipped with the reason where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def axe():
    """What axe-core finds wrong with a page: `rule: element`."""
    module = pytest.importorskip("axe_playwright_python.sync_playwright")

    def found(page) -> list[str]:
        # a new world, in which the page's own content security policy does not hold
        results = module.Axe().run(page, options={"resultTypes": ["violations"]})
        return [
            f"{violation['id']}: {node['html'][:150]}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]

    return found
