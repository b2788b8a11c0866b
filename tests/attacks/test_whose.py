"""No student takes the place of another by text that is theirs, in whatever form a class comes.

A control for each kind: with the rule left out, the same text takes it.
"""

from __future__ import annotations

import re
import unicodedata

import pytest

from grader.i18n import translate
from grader.submission import layouts, matching
from grader.submission.class_folder import load_class
from grader.submission.intake import Allowance
from grader.submission.layouts import canvas, gradescope, moodle, nbgrader, plain
from grader.submission.loading import load_items
from tests.attacks.hostile_classes import ATTACKS, RIGHT, roster_of, students, write_class

pytestmark = pytest.mark.attack

COUNT = 6


def work_of(found) -> dict[str, list[tuple[str, str]]]:
    """Student -> what counts as theirs: the names of their files, and the texts."""
    return {
        student.name: sorted(
            (file.name, file.data.decode())
            for attempt in student.attempts
            for file in load_items(student.name, attempt.items, Allowance()).files
        )
        for student in found.students
    }


@pytest.fixture
def read(tmp_path):
    """The work of each student of a class, with an attack and without, and what staff are told."""

    def call(attack, roster):
        honest, hostile = tmp_path / "honest", tmp_path / "hostile"
        write_class(honest, attack.layout, COUNT)
        write_class(hostile, attack.layout, COUNT, attack)
        found = load_class(hostile, roster=roster)
        said = " ".join(translate(note, "en") for note in found.notes)
        return work_of(load_class(honest, roster=roster)), work_of(found), said, found

    return call


def platform(attack) -> str:
    return attack.layout.split()[0]


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_without_a_roster_everybody_keeps_what_is_theirs(attack, read):
    before, after, said, found = read(attack, None)

    changed = [name for name in before if after.get(name) != before[name]]
    assert changed == (["102"] if attack is ATTACKS["gradescope: a classmate's number"] else [])
    assert all(work in after.values() for work in before.values())
    assert found.layout == platform(attack)
    assert found.alarm is None


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_with_a_roster_everybody_keeps_what_is_theirs(attack, read):
    roster = roster_of(platform(attack), COUNT)

    before, after, _, found = read(attack, roster)

    others = before.keys() - {"Mallory", "mallory"}
    assert {name: after.get(name) for name in others} == {name: before[name] for name in others}
    assert found.layout == platform(attack)
    assert found.alarm is None


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_with_a_roster_of_names_alone_nobody_s_work_is_lost_or_mixed_with_another_s(attack, read):
    roster = roster_of(platform(attack), COUNT, numbers=False)

    before, after, said, _ = read(attack, roster)

    assert all(work in after.values() for name, work in before.items() if work)
    changed = [name for name in before if before[name] and after.get(name) != before[name]]
    assert set(changed) <= {"Dohyun Lee", "dohyunlee"}
    # who loses a place, loses it to nobody, and staff are told by name
    assert not after.keys() & changed
    assert all(f"{name} on the roster may be any of" in said for name in changed)


NAMED = [name for name in ATTACKS if "classmate's n" in name or "prefix" in name]


@pytest.mark.parametrize("name", NAMED)
def test_staff_can_see_the_hostile_submission(name, read):
    roster = roster_of(platform(ATTACKS[name]), COUNT)

    _, _, said, found = read(ATTACKS[name], roster)

    shown = " ".join([said, *(student.name for student in found.students)])
    assert "mallory" in shown.lower() or "103" in shown


# -- controls: each rule left out


def greedy_moodle(patch):
    """The name ends at the last number that may end it, instead of the first underscore."""
    patch.setattr(
        moodle,
        "_FORM",
        re.compile(moodle._FORM.pattern.replace("[^_]+", ".+"), re.DOTALL),
    )


def first_reading(patch):
    patch.setattr(canvas, "_possible", lambda path, _known: canvas._splits(path)[:1])


def numbers_are_believed(patch):
    original = gradescope._entry
    patch.setattr(gradescope, "_entry", lambda folder, _shared, found: original(folder, (), found))


def clean_names_are_the_same(patch):
    patch.setattr(matching, "_renamed", lambda *_: _Cleaned())


class _Cleaned(dict):
    def get(self, key, _default=None):
        return matching._one_line(key[0])


def claims_are_taken_together(patch):
    patch.setattr(matching, "_claimed_places", lambda *_: {})


def composed_by_unicode(patch):
    patch.setattr(plain, "composed", lambda name: unicodedata.normalize("NFKC", name))


def one_entry_decides(patch):
    """One time stamp makes all entries nbgrader's."""

    def read(listing):
        return [entry._replace(fits=True) for entry in nbgrader.read(listing) or ()]

    patch.setattr(layouts, "LAYOUTS", {"nbgrader": read, **layouts.LAYOUTS, "nbgrader": read})


CONTROLS = [
    ("moodle: a classmate's prefix", greedy_moodle, True),
    ("moodle: a text", greedy_moodle, True),
    ("canvas: a name with a whole prefix", first_reading, False),
    ("canvas: a name with a number", first_reading, False),
    ("gradescope: a classmate's number", numbers_are_believed, False),
    ("gradescope: a classmate's number", claims_are_taken_together, True),
    ("plain: colours", clean_names_are_the_same, False),
    ("plain: wide letters", composed_by_unicode, False),
    ("plain: a classmate's full name", claims_are_taken_together, True),
    ("plain: another case", claims_are_taken_together, True),
    ("github: a repository called like a classmate", claims_are_taken_together, True),
    ("github: a time stamp", one_entry_decides, True),
]


@pytest.mark.parametrize(("name", "leave_out", "listed"), CONTROLS)
def test_without_the_rule_the_same_text_takes_another_s_place(
    name, leave_out, listed, tmp_path, monkeypatch
):
    attack = ATTACKS[name]
    write_class(tmp_path, attack.layout, COUNT, attack)
    leave_out(monkeypatch)
    roster = roster_of(platform(attack), COUNT) if listed else None

    after = work_of(load_class(tmp_path, roster=roster))

    lee = next(one for one in students(COUNT) if one.number == 102)
    theirs = [work for student, work in after.items() if student.startswith((lee.name, lee.login))]
    assert [("doubling.py", RIGHT)] not in theirs
