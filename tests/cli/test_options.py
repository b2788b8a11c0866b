"""The choices of options are those of the registries, which `--help` does not load."""

from typing import get_args

import pytest

from grader.batch.feedback import FORMS
from grader.ci.provider import Kind
from grader.ci.recipes import RecipeKind
from grader.cli import options
from grader.gradebook.exports import EXPORTS
from grader.reports.formats import REPORTS
from grader.sandbox.channel import LEVELS
from grader.submission.layouts import AUTO, LAYOUTS


@pytest.mark.parametrize(
    ("offered", "held"),
    [
        (options.LEVELS, LEVELS),
        (options.LAYOUTS, [AUTO, *LAYOUTS]),
        (options.FEEDBACK, FORMS),
        (options.GRADEBOOKS, ["csv", "blackboard", *EXPORTS]),
        (options.REPORTS, ["terminal", *REPORTS, "class"]),
        (options.RECIPES, get_args(RecipeKind)),
        (options.PROVIDERS, get_args(Kind)),
    ],
)
def test_an_option_offers_what_its_registry_holds(offered, held):
    assert sorted(offered) == sorted(held)
