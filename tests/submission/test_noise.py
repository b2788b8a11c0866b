"""Stray files and renamed folders in a class: nobody gets other work, or less, without a note."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.submission.class_folder import load_class
from grader.submission.intake import Allowance
from grader.submission.loading import load_items
from grader.submission.roster import Roster
from tests.submission import test_messy_classes as messy
from tests.submission.conftest import said

PEOPLE = messy.PEOPLE[::11]
FORMS = [
    (messy.canvas, "canvas", "all"),
    (messy.moodle, "moodle", "names"),
    (messy.brightspace, "brightspace", "names"),
    (messy.number_and_name, "plain", "all"),
    (messy.names_alone, "plain", "names"),
]
STRAY = "a stray file"
# letters, signs and pieces of which names in downloads are made
PIECES = [
    *(
        "a",
        "Z",
        "_",
        "-",
        " ",
        "(1)",
        "최종",
        "copy of ",
        "hw1",
        "0",
        "7",
        "70001",
        "9001",
        "_LATE",
    ),
    *(one.full for one in PEOPLE[:4]),
    *(one.number for one in PEOPLE[:4]),
    *(one.login for one in PEOPLE[:4]),
]
NAMES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
STRAYS = st.lists(st.tuples(NAMES, st.sampled_from([".py", ".ipynb", ".txt", "/hw1.py"])))
RENAMES = st.lists(st.tuples(st.integers(0, 30), NAMES, st.booleans()), max_size=3)


def write(folder, form):
    for one in PEOPLE:
        path = folder / [*form(one)][-1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.number)


def disturb(folder, strays, renames):
    """Rename what lies there, then add what belongs to nobody."""
    for at, name, is_added in renames:
        there = sorted(folder.iterdir())
        path = there[at % len(there)]
        suffix = path.suffix if path.is_file() else ""
        stem = path.name.removesuffix(suffix)
        target = folder / ((f"{stem}{name}" if is_added else name).strip() + suffix)
        if target.name and not target.exists():
            path.rename(target)
    for name, ending in strays:
        path = folder / f"{name.strip() or 'x'}{ending}"
        if not path.exists() and not path.parent.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(STRAY)


def texts_of(student):
    found = load_items(student.name, student.attempts[-1].items, Allowance()).files
    return {file.data.decode() for file in found}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "layout", "kind"), FORMS, ids=lambda value: getattr(value, "__name__", value)
)
@settings(max_examples=20, deadline=None, database=None)
@given(strays=STRAYS, renames=RENAMES)
def test_noise_changes_nobody_s_work_without_a_note(form, layout, kind, strays, renames):
    numbers = {one.number for one in PEOPLE}
    known = zip(messy.roster(kind).people, messy.SHUFFLED, strict=True)
    listed = {one.number: person for person, one in known if one in PEOPLE}
    roster = Roster(listed.values())
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "class"
        write(folder, form)
        disturb(folder, strays, renames)
        try:
            found = load_class(folder, roster=roster)
        except SubmissionError:
            return  # nothing is graded, and that is said
        got = {s.name: texts_of(s) for s in found.students if s.attempts[-1].items}
        notes = said(found)
        alarm = "" if found.alarm is None else str(found.alarm.sentence)

    owners = {text: name for name, texts in got.items() for text in texts}
    for number, person in listed.items():
        texts = got.get(person.student, set())
        # a file that bears somebody's whole name is theirs, if nothing else is
        is_stranger_s = owners.get(number, person.student) not in roster
        is_told = person.student in notes or person.name in notes or alarm
        is_told = is_told or (is_stranger_s and "Not on the roster" in notes)
        assert texts == {number} or is_told, (person, texts, notes)
    # nobody's work is gone: it is graded under another name, or left out by name
    assert numbers <= owners.keys() or found.left_out or alarm
