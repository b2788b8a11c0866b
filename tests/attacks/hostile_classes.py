"""Classes in each layout, and what one student may do with the text that is theirs.

Text that students choose stands beside text that the platform wrote: the names of their files,
their name in the platform, the name of a repository, a number that they set themselves. Mallory has
the number 103, and means to take the place of Dohyun Lee, 102.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.submission.roster import Person, Roster

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return x\n"
FIRST = 101
FILE = "assignsubmission_file"
STAMP = "2026-11-20 10:00:00.000000 UTC"


class Student(NamedTuple):
    """A student as platforms know them."""

    number: int
    name: str
    login: str

    @property
    def email(self) -> str:
        return f"{self.login}@x.kr"


def students(count: int) -> list[Student]:
    """Honest students: kim, lee, and others; mallory's number is left out."""
    known = [Student(FIRST, "Minjun Kim", "minjunkim"), Student(102, "Dohyun Lee", "dohyunlee")]
    names = (f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(count - len(known)))
    others = [
        Student(104 + number, f"Student {letters.title()}", f"student{letters}")
        for number, letters in enumerate(names)
    ]
    return [*known, *others]


def roster_of(layout: str, count: int, *, numbers: bool = True) -> Roster:
    """The class list, with mallory in it; `numbers` as the platform exports them, or only names."""
    everybody = [*students(count), Student(103, "Mallory", "mallory")]
    field = {"canvas": "lms_id", "moodle": "lms_id", "gradescope": "idnumber"}.get(layout, "github")
    people = []
    for one in everybody:
        value = one.login if field == "github" else str(one.number)
        known = {field: value, "email": one.email} if numbers else {}
        # GitHub's and nbgrader's folders hold nothing but a login
        student = one.login if layout in ("github", "nbgrader", "plain") else one.name
        people.append(Person(student=student, name=one.name, **known))
    return Roster(people)


def honest_files(layout: str, one: Student) -> dict[str, str]:
    """What an honest student's submission is in a download; every third answer is wrong."""
    source = WRONG if one.number % 3 == 1 else RIGHT
    condensed = one.name.replace(" ", "").lower()
    return {
        "canvas": {f"{condensed}_{one.number}_{one.number + 9000}_doubling.py": source},
        "moodle": {f"{one.name}_{one.number}_assignsubmission_file_doubling.py": source},
        "moodle folders": {f"{one.name}_{one.number}_assignsubmission_file_/doubling.py": source},
        "gradescope": {f"submission_{one.number}/doubling.py": source},
        "github": {f"hw1-{one.login}/.git/HEAD": "", f"hw1-{one.login}/doubling.py": source},
        "nbgrader": {
            f"{one.login}/hw1/doubling.py": source,
            f"{one.login}/hw1/timestamp.txt": STAMP,
        },
        "plain": {f"{one.login}/doubling.py": source},
    }[layout]


def metadata_of(name: str, sid: str, email: str, number: int, more: str = "") -> str:
    """One submission in Gradescope's list."""
    return (
        f"submission_{number}:\n  :submitters:\n  - :name: {name!r}\n    :sid: {sid!r}\n"
        f"    :email: {email!r}\n{more}  :created_at: 2026-11-20 03:00:00.000000000 Z\n"
    )


class Attack(NamedTuple):
    """What one hostile student does.

    Attributes:
        files: what is theirs in the download.
        metadata: their lines in Gradescope's list.
    """

    layout: str
    files: dict[str, str]
    metadata: str = ""


def _moodle(file: str, name: str = "Mallory") -> Attack:
    return Attack("moodle", {f"{name}_103_assignsubmission_file_{file}": WRONG})


def _canvas(file: str, name: str = "mallory") -> Attack:
    return Attack("canvas", {f"{name}_103_9103_{file}": WRONG})


def _gradescope(name: str = "Mallory", sid: str = "103", more: str = "", **files: str) -> Attack:
    inside = {"doubling.py": WRONG, **files}
    return Attack(
        "gradescope",
        {f"submission_9/{file}": text for file, text in inside.items()},
        metadata_of(name, sid, "mallory@x.kr", 9, more),
    )


def _clone(name: str, **files: str) -> Attack:
    inside = {".git/HEAD": "", "doubling.py": WRONG, **files}
    return Attack("github", {f"{name}/{file}": text for file, text in inside.items()})


def _plain(name: str) -> Attack:
    return Attack("plain", {f"{name}/doubling.py": WRONG})


ATTACKS = {
    # the names of files
    "moodle: a classmate's prefix": _moodle("Dohyun Lee_102_assignsubmission_file_doubling.py"),
    "moodle: a prefix that begins like hers": _moodle(
        "103_assignsubmission_file_x_102_assignsubmission_file_doubling.py"
    ),
    "moodle: a number": _moodle("102_assignsubmission_file_doubling.py"),
    "moodle: a text": _moodle("Dohyun Lee_102_assignsubmission_onlinetext_doubling.py"),
    "moodle: a line of its own": _moodle("\nDohyun Lee_102_assignsubmission_file_doubling.py"),
    "canvas: a classmate's prefix": _canvas("dohyunlee_102_9102_doubling.py"),
    "canvas: the rest of a prefix": _canvas("102_9102_doubling.py"),
    "canvas: lateness": _canvas("LATE_102_9102_doubling.py"),
    "canvas: a version": _canvas("dohyunlee_102_9102_doubling-999.py"),
    # names in the platform
    "moodle: a classmate's name": _moodle("doubling.py", "Dohyun Lee"),
    "moodle: a classmate's name in other spaces": _moodle("doubling.py", " Dohyun  Lee "),
    "moodle: a classmate's name in other letters": _moodle("doubling.py", "DOHYUN LEE"),
    "moodle: a classmate's name and number": _moodle("doubling.py", "Dohyun Lee 102"),
    "moodle: a look-alike": _moodle("doubling.py", "D\u043ehyun Lee"),
    "moodle: folders, a classmate's name": Attack(
        "moodle folders", {"Dohyun Lee_103_assignsubmission_file_/doubling.py": WRONG}
    ),
    "moodle: folders in her own": Attack(
        "moodle folders",
        {f"Mallory_103_{FILE}_/Dohyun Lee_102_{FILE}_/doubling.py": WRONG},
    ),
    "canvas: a classmate's name": _canvas("doubling.py", "dohyunlee"),
    # Canvas makes `_102_` of `__102__`, and of `_.102._`
    "canvas: a name with a whole prefix": _canvas("doubling.py", "dohyunlee_102_9102_x"),
    "canvas: a name with a number": _canvas("doubling.py", "dohyunlee_102"),
    "canvas: a name that looks late": _canvas("doubling.py", "dohyunlee_late"),
    "canvas: a name and a file": _canvas("x_102_9102_doubling.py", "dohyunlee_102_9102_x"),
    "gradescope: a classmate's name": _gradescope("Dohyun Lee"),
    "gradescope: a classmate's number": _gradescope("Dohyun Lee", "102"),
    "gradescope: a number with zeros": _gradescope(sid="000102"),
    "gradescope: a list of her own": _gradescope(
        **{"submission_metadata.yml": metadata_of("Dohyun Lee", "102", "dohyunlee@x.kr", 9)}
    ),
    "gradescope: a control character that she printed": _gradescope(
        more='  :results:\n    :output: "\x1b[31m"\n    :more: !binary "x"\n'
    ),
    # names of repositories and folders, and what lies in them
    "github: a time stamp": _clone("hw1-mallory", **{"notes/timestamp.txt": STAMP}),
    "github: a folder of submissions": _clone(
        "hw1-mallory", **{"submitted/dohyunlee/hw1/timestamp.txt": STAMP}
    ),
    "github: a list of submissions": _clone("hw1-mallory", **{"submission_metadata.yml": "x: 1"}),
    "github: a login that ends in another": _clone("hw1-mallory-dohyunlee"),
    "github: a login that is a number": _clone("hw1-102"),
    "github: a repository called like a classmate": _clone("dohyunlee"),
    "github: a repository of another assignment": _clone("x-dohyunlee"),
    "nbgrader: a clone": Attack(
        "nbgrader",
        {
            "mallory/.git/HEAD": "",
            "mallory/hw1/doubling.py": WRONG,
            "mallory/hw1/timestamp.txt": STAMP,
        },
    ),
    "nbgrader: a classmate's name in another case": Attack(
        "nbgrader", {"DohyunLee/hw1/doubling.py": WRONG, "DohyunLee/hw1/timestamp.txt": STAMP}
    ),
    "nbgrader: no time stamp": Attack("nbgrader", {"mallory/hw1/doubling.py": WRONG}),
    "plain: a time stamp": Attack(
        "plain", {"mallory/hw1/timestamp.txt": STAMP, "mallory/hw1/doubling.py": WRONG}
    ),
    "plain: a clone": Attack("plain", {"mallory/.git/HEAD": "", "mallory/doubling.py": WRONG}),
    "plain: nbgrader's folder": Attack(
        "plain", {"submitted/dohyunlee/hw1/timestamp.txt": STAMP, "submitted/x.py": WRONG}
    ),
    "plain: a list of submissions": Attack(
        "plain", {"mallory/doubling.py": WRONG, "submission_metadata.yml": "[" * 5000}
    ),
    "plain: another case": _plain("DohyunLee"),
    "plain: a space": _plain("dohyunlee "),
    "plain: a dot": _plain("dohyunlee."),
    "plain: nothing to be seen": _plain("dohyunlee\xad"),
    "plain: colours": _plain("dohyunlee\x1b[0m"),
    "plain: a look-alike": _plain("d\u043ehyunlee"),
    "plain: a sign that is composed into a letter": _plain("do\u0387hyunlee"),
    "plain: wide letters": _plain("\uff44ohyunlee"),
    "plain: a classmate's full name": _plain("Dohyun Lee"),
    "plain: a number": _plain("102"),
}


def write_class(folder: Path, layout: str, count: int, attack: Attack | None = None) -> None:
    """Write the download of a class, with a hostile student or without."""
    files: dict[str, str] = {}
    listed = ""
    for one in students(count):
        files |= honest_files(layout, one)
        listed += metadata_of(one.name, str(one.number), one.email, one.number)
    if layout == "gradescope":
        files["submission_metadata.yml"] = listed + (attack.metadata if attack else "")
    for name, text in {**files, **(attack.files if attack else {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
