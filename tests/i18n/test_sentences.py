"""Every sentence of the grader's exists in both languages, by Babel's own tools and `babel.cfg`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from grader.i18n import LOCALE_FOLDER, default_language, gettext, points, translate
from grader.model import Message, message

ROOT = Path(__file__).parents[2]
PO = LOCALE_FOLDER / "ko" / "LC_MESSAGES" / "grader.po"


def texts_of(catalog) -> dict:
    """English -> Korean; a text with a plural by both of its forms."""
    return {
        text.id if isinstance(text.id, str) else tuple(text.id): (
            text.string if isinstance(text.string, str) else text.string[0]
        )
        for text in catalog
        if text.id and not text.fuzzy
    }


def extracted_by(folder: Path, config: Path) -> dict:
    """The sentences that `pybabel extract` finds from the root of the repository."""
    made = folder / "found.pot"
    CommandLineInterface().run(
        ["pybabel", "-q", "extract", "-F", str(config), "-o", str(made), str(ROOT)]
    )
    with made.open("rb") as file:
        return texts_of(read_po(file))


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The sentences in the source."""
    return set(extracted_by(tmp_path_factory.mktemp("catalog"), ROOT / "babel.cfg"))


@pytest.fixture
def translated():
    """The catalog as it is written."""
    with PO.open("rb") as file:
        return texts_of(read_po(file, locale="ko"))


def missing(extracted, translated) -> list:
    return sorted(str(text) for text in extracted if not translated.get(text))


def test_every_sentence_has_a_korean_one(extracted, translated):
    assert missing(extracted, translated) == []


def test_a_sentence_without_a_korean_one_is_found(extracted, translated):
    translated["The values are wrong."] = ""

    assert missing(extracted, translated) == ["The values are wrong."]


def test_no_korean_sentence_is_left_over(extracted, translated):
    assert set(translated) <= extracted


def test_both_languages_have_the_same_names(translated):
    def names(text) -> set[str]:
        return set(re.findall(r"{([^}]*)}", text if isinstance(text, str) else text[0]))

    assert [text for text, korean in translated.items() if names(text) != names(korean)] == []


def test_the_compiled_catalog_is_up_to_date(translated):
    with PO.with_suffix(".mo").open("rb") as file:
        assert texts_of(read_mo(file)) == translated


@pytest.mark.parametrize(
    "text",
    [
        "The values are wrong.",  # message(...)
        "{function} changes its argument.",  # N_(...), said elsewhere
        "Nothing was graded.",  # gettext(...)
        "Everything passes. There is nothing left to do.",  # both(...) of a template
        "Show the statement of EXERCISE ({number}, {slug} or {module}).",  # """
        "How many hints.",  # help=
        "Examples: grade doctor    grade doctor reports/ --rebuild",  # epilog=
        "one for each processor",  # show_default=
        ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),  # N_plural
    ],
)
def test_sentences_are_found_in_each_of_their_places(extracted, text):
    assert text in extracted


# -- sentences that are in no catalog ever


MAKERS = {"message", "gettext", "N_"}


def put_together(tree: ast.AST) -> list[str]:
    """Sentences that are made when the program runs: of an f-string, a sum, a choice, a call."""
    return [
        ast.unparse(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
        if node.func.id in MAKERS
        if isinstance(node.args[0], (ast.JoinedStr, ast.BinOp, ast.Call, ast.IfExp))
    ]


def test_no_sentence_is_put_together_before_it_is_translated():
    found = {
        path.relative_to(ROOT).as_posix(): put_together(ast.parse(path.read_text("utf-8")))
        for path in (ROOT / "grader").rglob("*.py")
        if path.parent.name != "worker"  # knows no languages: its words are the student's own
    }

    assert {path: made for path, made in found.items() if made} == {}


@pytest.mark.parametrize(
    "sentence",
    ['f"{x} is wrong."', 'x + " is wrong."', '"{}".format(x)', '"One." if x else "None."'],
)
def test_a_sentence_that_is_put_together_is_found(sentence):
    source = f"def f(x):\n    return message({sentence})"

    assert len(put_together(ast.parse(source))) == 1


# -- in the reader's language


def test_a_message_is_said_in_the_readers_language():
    told = message("{function} is not written yet.", function="conv2d")

    assert translate(told, "en") == "conv2d is not written yet."
    assert translate(told, "ko") == "conv2d: 아직 작성하지 않았습니다."


def test_a_message_with_its_own_korean_uses_it():
    told = Message(text="The sum is kept.", ko="합이 그대로입니다.")

    assert translate(told, "ko") == "합이 그대로입니다."


def test_braces_in_a_value_are_no_fields():
    assert (
        gettext("It said: {text}", "en", text="{0} {x.__class__}") == "It said: {0} {x.__class__}"
    )


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"GRADE_LANG": "ko", "LC_ALL": "C"}, "ko"),
    ],
)
def test_the_language_is_the_terminals(environment, language):
    assert default_language(environment) == language


@pytest.mark.parametrize(
    ("value", "shown"), [(10.0, "10"), (0.25, "0.25"), (6.5, "6.5"), (0.0, "0")]
)
def test_points_have_no_more_digits_than_they_need(value, shown):
    assert points(value) == shown
