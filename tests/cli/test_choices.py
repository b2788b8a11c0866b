"""What options choose from is what the registries hold; they are named apart to keep help light."""

from typing import get_args

import pytest

from grader.ci.provider import Kind
from grader.ci.recipes import RecipeKind
from grader.cli import choices
from grader.gradebook.exports import EXPORTS
from grader.reports.formats import REPORTS
from grader.sandbox.channel import LEVELS
from grader.submission.layouts import AUTO, LAYOUTS


@pytest.mark.parametrize(
    ("offered", "there_is"),
    [
        (choices.LEVELS, LEVELS),
        (choices.LAYOUTS, [AUTO, *LAYOUTS]),
        (choices.GRADEBOOKS, ["csv", "blackboard", *EXPORTS]),
        (choices.REPORTS, ["terminal", *REPORTS, "class"]),
        (choices.RECIPES, get_args(RecipeKind)),
        (choices.PLACES, get_args(Kind)),
    ],
)
def test_what_can_be_asked_for_is_what_there_is(offered, there_is):
    assert sorted(offered) == sorted(there_is)
