"""What options choose from: the names in registries that are not loaded for `--help`.

A test holds each of them to its registry.
"""

from __future__ import annotations

LEVELS = ("none", "process", "partial", "full")  # weakest first
LAYOUTS = ("auto", "canvas", "moodle", "gradescope", "nbgrader", "github", "plain")
GRADEBOOKS = ("csv", "canvas", "moodle", "blackboard", "nbgrader")
REPORTS = (
    *("terminal", "html", "markdown", "json", "csv", "junit"),
    *("gradescope", "github", "classroom-reporter", "gitlab", "class"),
)
RECIPES = ("github", "gitlab", "gradescope", "classroom50")
PLACES = (*RECIPES, "plain")
