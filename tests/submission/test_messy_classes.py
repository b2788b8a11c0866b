"""Classes of 120 with messy names, in each platform's form: nobody is lost or mistaken."""

from __future__ import annotations

import random
import re
import unicodedata
from typing import NamedTuple

import pytest

from grader.submission.class_folder import load_class
from grader.submission.intake import Allowance
from grader.submission.loading import load_items
from grader.submission.roster import Person, Roster
from grader.submission.roster_file import parse_roster
from tests.submission.conftest import said

FAMILIES = [
    "김",
    "이",
    "박",
    "최",
    "남궁",
    "O'Brien",
    "Van der Berg",
    "García",
    "Lee",
    "Smith-Jones",
]
GIVENS = ["민준", "서연", "지 우", "준", "Pat", "José", "Mary Ann", "Seo-yeon", "D’Arcy", "Wei"]
COUNT = 120
TIME = "2026-11-20 10:00:00 UTC"  # as nbgrader writes it


class One(NamedTuple):
    """A student: the name in two parts, and numbers; their file holds their number alone."""

    family: str
    given: str
    suffix: str
    number: str
    login: str
    lms_id: str

    @property
    def is_korean(self):
        return "\uac00" <= self.family[0] <= "\ud7a3"

    @property
    def full(self):
        """The name as most platforms show it."""
        if self.is_korean:
            return f"{self.family}{self.given}"
        return f"{self.given} {self.family}{f', {self.suffix}' if self.suffix else ''}"


def make_class():
    people = []
    for at in range(COUNT):
        family, given = FAMILIES[at % 10], GIVENS[at // 10 % 10]
        if at >= 100:  # nobody has another's whole name
            family, given = f"{family}{'훈' if family < 'z' else 'son'}", f"{given}{at}"
        suffix = "Jr." if at % 17 == 3 and family < "z" else ""
        people.append(One(family, given, suffix, f"2026{at * 37:04}", f"u{at}-x", f"{70000 + at}"))
    return people


PEOPLE = make_class()
SHUFFLED = random.Random(5).sample(PEOPLE, COUNT)
NAMES = "first name,last name,id number,username,email,id\n"


def roster(kind):
    """The roster with only names, or only numbers, or both."""
    lines = []
    for one in SHUFFLED:
        given = f'"{one.given}{f", {one.suffix}" if one.suffix else ""}"'
        ids = f"{one.number},{one.login},{one.login}@x.kr,{one.lms_id}"
        number = f"{one.number}.0"  # as pandas saves it
        cells = {
            "all": f'{given},"{one.family}",{number},{ids.partition(",")[2]}',
            "names": f'{given},"{one.family}",,,,',
        }
        lines.append(cells[kind])
    return parse_roster(NAMES + "\n".join(lines) + "\n")


def canvas(one):
    sortable = f"{one.family}{one.suffix}{one.given}" if one.suffix else f"{one.family}{one.given}"
    condensed = re.sub(r"[^\w]|_", "", sortable).lower()
    yield f"{condensed}_{one.lms_id}_{900000 + int(one.lms_id)}_hw1.py"


def moodle(one):
    yield f"{one.full}_{one.lms_id}_assignsubmission_file_/hw1.py"


def moodle_of_groups(one):
    team = f"Team {int(one.lms_id) % 30}"
    yield f"{team}-{one.full}_{one.lms_id}_assignsubmission_file_/hw1.py"


def blackboard(one):
    for time in ("2026-11-19-22-10-05", "2026-11-20-23-10-05"):
        yield f"HW_1_{one.login}_attempt_{time}_hw1.py"


def brightspace(one):
    yield f"{one.lms_id}-555 - {one.full} - Nov 20, 2026 1159 PM/hw1.py"


def sakai(one):
    yield f"HW 1/{one.family}, {one.given}({one.login})/Submission attachment(s)/hw1.py"


def teams(one):
    for version in (1, 2, 10):
        yield f"Submitted files/{one.full}/HW 1/Version {version}/hw1.py"


def classroom(one):
    yield f"{one.full} - hw1.py"


def nbgrader(one):
    yield f"submitted/{one.login}/hw1/timestamp.txt"
    yield f"submitted/{one.login}/hw1/hw1.py"


def number_and_name(one):
    forms = ["{n}_{f}_hw1.py", "{f}({n}).py", "hw1 {n} {f}.py", "[과제1] {f} {n}/a.py", "{n}{f}.py"]
    form = forms[int(one.lms_id) % (5 if one.is_korean else 4)]
    yield form.format(n=one.number, f=one.full)


def names_alone(one):
    full = unicodedata.normalize("NFD", one.full) if int(one.lms_id) % 2 else f"\u200b{one.full}"
    yield f"{full} hw1.py"


def addresses(one):
    yield f"hw1 {one.login}@x.kr.py"


FORMS = [
    (canvas, "canvas", "all"),
    (canvas, "canvas", "names"),
    (moodle, "moodle", "all"),
    (moodle, "moodle", "names"),
    (moodle_of_groups, "moodle", "names"),
    (blackboard, "blackboard", "all"),
    (brightspace, "brightspace", "all"),
    (brightspace, "brightspace", "names"),
    (sakai, "sakai", "all"),
    (sakai, "sakai", "names"),
    (teams, "teams", "all"),
    (classroom, "classroom", "names"),
    (nbgrader, "nbgrader", "all"),
    (number_and_name, "plain", "all"),
    (number_and_name, "plain", "names"),
    (names_alone, "plain", "names"),
    (addresses, "plain", "all"),
]


@pytest.fixture
def write_class(tmp_path):
    """Write a class in a form; of several files of one student the last is the right one."""

    def made(form, *stray):
        folder = tmp_path / "class"
        for one in PEOPLE:
            names = list(form(one))
            for name in names:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                other = TIME if path.name == "timestamp.txt" else "an earlier one"
                path.write_text(one.number if name == names[-1] else other)
        for name in stray:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("x")
        return folder

    return made


def handed_in(found):
    """The student's name, or number -> the text of their only file."""
    return {
        student.name: _text(student) for student in found.students if student.attempts[-1].items
    }


def _text(student):
    (file,) = load_items(student.name, student.attempts[-1].items, Allowance()).files
    return file.data.decode()


def wanted(kind):
    """The roster's name of each -> their number, which is in their file."""
    people = roster(kind).people
    return {person.student: one.number for person, one in zip(people, SHUFFLED, strict=True)}


@pytest.mark.parametrize(
    ("form", "layout", "kind"), FORMS, ids=lambda value: getattr(value, "__name__", value)
)
def test_each_of_120_has_their_own_work(write_class, form, layout, kind):
    found = load_class(write_class(form), roster=roster(kind))

    assert found.layout == layout
    assert handed_in(found) == wanted(kind)
    assert found.unmatched == ()


NOISE = [
    "notes.txt",
    "__pycache__/x.pyc",
    "env/pyvenv.cfg",
    "env/lib/a.py",
    "stray.py",
    ".DS_Store",
]


@pytest.mark.parametrize(
    ("form", "layout", "kind"),
    [each for each in FORMS if each[1] not in ("sakai", "teams", "nbgrader")],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_what_else_lies_there_changes_nobody_s_and_is_named(write_class, form, layout, kind):
    found = load_class(write_class(form, *NOISE), roster=roster(kind))

    got = handed_in(found)
    assert got.pop("stray") == "x"
    assert got == wanted(kind)
    assert {"notes.txt", "__pycache__", "env", ".DS_Store"} <= set(found.left_out)
    assert "stray" in said(found)


def test_gradescope_s_bad_values_cost_no_other_entry(tmp_path):
    bad = ['"\\xZZ"', "!binary '%%'", "!ruby/object:Foo {}", "*nowhere", "a\x07b", "[", "\t- x"]
    lines = []
    for at, one in enumerate(PEOPLE):
        (tmp_path / f"submission_{at}").mkdir()
        (tmp_path / f"submission_{at}" / "a.py").write_text(one.number)
        output = bad[at // 10 % 10] if at % 10 == 0 and at // 10 < len(bad) else "fine"
        lines += [
            f"submission_{at}:",
            f"  :submitters:\n  - :sid: '{one.number}'\n    :name: \"{one.full}\"",
            f"  :output: {output}",
        ]
    (tmp_path / "submission_metadata.yml").write_text("\n".join(lines) + "\n")

    found = load_class(tmp_path, roster=roster("all"))

    got = handed_in(found)
    lost = {one.number for one in PEOPLE} - got.keys()
    assert all(number == text for number, text in got.items())
    assert len(lost) == 4
    assert len([name for name in found.left_out if name.startswith("submission_")]) == 1 + len(lost)


# -- single forms


def test_canvas_s_anonymous_students_are_told_apart_and_late_ones_marked(tmp_path):
    names = ["anon_aB3dE_5001_a.py", "anon_aB3dE_5009_b.ipynb", "LATE_anon_Zz9Qk_5002_a.py"]
    for name in [*names, "anon_QQQQQ_text.html"]:
        (tmp_path / name).write_text("{}")

    found = load_class(tmp_path)

    late = {student.name: student.attempts[-1].is_late for student in found.students}
    assert found.layout == "canvas"
    assert late == {"anon_QQQQQ": False, "anon_Zz9Qk": True, "anon_aB3dE": False}


def test_canvas_s_typed_text_and_links_are_in_the_class(tmp_path):
    for name in ("kim_103_text.html", "lee_LATE_104_link.html", "park_105_9001_a.py"):
        (tmp_path / name).write_text("x")

    found = load_class(tmp_path)

    assert [s.name for s in found.students] == ["kim_103", "lee_104", "park_105"]
    assert found.students[1].attempts[-1].is_late


def test_canvas_s_numbered_teams_are_no_users(tmp_path):
    for team in range(1, 5):
        (tmp_path / f"team_{team}_{100 + team}_{5000 + team}_a.py").write_text("x")

    names = [student.name for student in load_class(tmp_path).students]

    assert names == ["team_1_101", "team_2_102", "team_3_103", "team_4_104"]


@pytest.mark.attack
def test_two_students_of_one_name_do_not_shift_the_numbers_of_their_files(tmp_path):
    names = ["kim_10123_9001234_x_10777_9001_a.py", "kim_10124_9001235_x_10777_9002_b.py"]
    for name in [*names, "lee_10777_9001236_a.py"]:
        (tmp_path / name).write_text("x")
    people = [Person("victim", lms_id="10777"), Person("kim", lms_id="10123")]

    found = load_class(tmp_path, roster=Roster(people))

    (victim,) = (student for student in found.students if student.name == "victim")
    assert [item.path.name for item in victim.attempts[-1].items] == ["lee_10777_9001236_a.py"]


@pytest.mark.attack
def test_blackboard_s_user_is_not_what_a_student_wrote_into_a_file_s_name(tmp_path):
    time = "attempt_2026-11-20-20-00-00"
    for name in (f"HW_kim_{time}_x_lee_{time}_a.py", f"HW_lee_{time}_b.py"):
        (tmp_path / name).write_text("x")

    found = load_class(tmp_path, roster=Roster([Person("lee", username="lee")]))

    files = {s.name: [item.name for item in s.attempts[-1].items] for s in found.students}
    assert files == {"kim": [f"x_lee_{time}_a.py"], "lee": ["b.py"]}


@pytest.mark.attack
def test_what_a_student_typed_in_blackboard_does_not_name_the_student(tmp_path):
    start = "HW_kim_attempt_2026-11-20-20-00-00"
    (tmp_path / f"{start}_a.py").write_text("x")
    (tmp_path / f"{start}.txt").write_text("Name: Dohyun Lee (lee)\n")

    found = load_class(tmp_path, roster=Roster([Person("lee", username="lee")]))

    assert {s.name: bool(s.attempts[-1].items) for s in found.students} == {
        "kim": True,
        "lee": False,
    }


def test_blackboard_s_last_attempt_counts_and_its_time_is_known(tmp_path):
    for day in (19, 20, 2):
        (tmp_path / f"HW_kim_attempt_2026-11-{day:02}-22-10-05_a.py").write_text(str(day))

    (kim,) = load_class(tmp_path).students

    assert [attempt.received.astimezone().day for attempt in kim.attempts] == [2, 19, 20]
