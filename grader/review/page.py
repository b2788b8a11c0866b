"""The review page: one HTML file of ours; its script asks for the words of students."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import jinja2
import msgspec

from grader.i18n import N_, gettext

if TYPE_CHECKING:
    from grader.model import Language

# key -> its action; the script listens to the keys in this order
KEYS = {
    "j": N_("next answer"),
    "k": N_("answer before"),
    "n": N_("next answer that was not seen"),
    "c": N_("comment on this answer"),
    "g": N_("comment for everybody with the same mistake"),
    "m": N_("another mistake of this answer"),
    "1 … 9, 0": N_("level of the rubric"),
    "[ ]": N_("criterion of the rubric before, after"),
    "Shift+1 … 9": N_("the same level for everybody in the chosen group"),
    "u": N_("seen or not"),
    "f": N_("which answers: all, not seen, without a comment, spot check, a group"),
    "e": N_("next exercise"),
    "/": N_("find a student"),
    "Ctrl+Enter": N_("save the comment"),
    "Esc": N_("close"),
    "?": N_("these keys"),
}
# the script's texts, by the names that it uses
WORDS = {
    "all": N_("All"),
    "unseen": N_("Not seen"),
    "uncommented": N_("Without a comment"),
    "sample": N_("Spot check of {count}"),
    "groups": N_("Same mistake"),
    "group": N_("{count} with the same mistake"),
    "seen_of": N_("{seen} of {count} seen"),
    "seen": N_("seen"),
    "not_seen": N_("not seen"),
    "blind": N_("Without names, until the comments are released"),
    "nobody": N_("Nobody is in this choice."),
    "no_answers": N_("Nobody has handed in this exercise."),
    "not_kept": N_(
        "The code is not kept: an earlier version of the grader graded it. "
        "Run the same grade batch again; it keeps the code and changes no grade."
    ),
    "is_cut": N_("This file is long; its beginning is shown."),
    "findings": N_("Findings"),
    "none_wrong": N_("No check failed."),
    "expected": N_("expected"),
    "yours": N_("the student's"),
    "printed": N_("printed"),
    "idea": N_("Idea"),
    "also": N_("These fail as well:"),
    "comments": N_("Comments"),
    "no_comments": N_("No comment yet."),
    "for_many": N_("for {count} students"),
    "line": N_("line {line}"),
    "comment_one": N_("Comment on this answer"),
    "comment_line": N_("Comment on line {line}"),
    "comment_many": N_("Comment for {count} students"),
    "edit": N_("Edit"),
    "take_back": N_("Take back"),
    "take_back_one": N_("Take back here"),
    "rubric": N_("Rubric"),
    "saved": N_("Saved."),
    "nothing_waits": N_("Nothing was saved: there is no answer to this question."),
    "saved_many": N_("Saved for {count} students."),
    "conflict": N_("Somebody changed this comment meanwhile. It says: {text}"),
    "bad_points": N_("Points are a number, such as 1, -0.5 or 2."),
    "no_text": N_("Write a text first."),
    "failed": N_("Not saved: {reason}"),
    "gone": N_("The program has ended, or this browser is not let in any more."),
    "remark": N_("Comment for everybody"),
    "show": N_("Show"),
}


def render_review_page(language: Language) -> str:
    """Render the page in one language."""
    # the script fills in the values
    places = {name: f"{{{name}}}" for name in ("count", "seen", "line", "text", "reason")}
    words = {name: gettext(text, language, **places) for name, text in WORDS.items()}
    keys = {key: gettext(text, language) for key, text in KEYS.items()}
    template = _environment().get_template("review.html")
    say = functools.partial(_say, language=language)
    return template.render(
        language=language, words=msgspec.json.encode(words).decode(), keys=keys, say=say
    )


def _say(text: str, language: Language) -> str:
    return gettext(text, language)


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("grader.review"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
