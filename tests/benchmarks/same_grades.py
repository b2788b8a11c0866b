"""Two versions of the grader -> the grades that differ: shows that new code changed nobody's grade.

    python tests/benchmarks/same_grades.py record old.jsonl --checkout OLD --corpus OLD --repeat 2
    python tests/benchmarks/same_grades.py record new.jsonl --checkout NEW --corpus OLD
    python tests/benchmarks/same_grades.py compare old.jsonl new.jsonl

`record` grades the demo class, the tests' cases, all starters, solutions and misconceptions of the
course, and all attacks. Run it with the interpreter of `--checkout`, whose grader and checks are
used. The submissions come from `--corpus` in both runs, so that both versions grade the same bytes.
With `--repeat`, what differs between two runs of one version counts as unstable: not compared.

`compare` prints what differs, with the places where it does, and a summary. It ends with 1 where
anything differs and with 2 where there is nothing to compare. NEW may hold a part of OLD (`--only`,
`--exercise`). Where networks are trained (`--keras`), only statuses and points are compared.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

# run as a script, which finds what lies beside it
from graded_corpus import GROUPS, OF_THE_COURSE, exercises_of, is_trained, make_jobs, run_job

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graded_corpus import Job, Line

# What was renamed on purpose since OLD was recorded: the old name of a field or a check -> the new
# one, and (the new name of a field, an old value) -> the new value.
RENAMED_FIELDS = {"exhibits": "evidence", "grids": "array_views"}
RENAMED_VALUES: dict[tuple[str, str], str] = {}

# by their new names
NOT_COMPARED = {"hashes", "versions"}
COMPARED_IF_TRAINED = {"status", "earned", "score.earned", "score.possible", "score.bonus"}
DECIDES_POINTS = {"status", "earned", "points", "bonus", "score"}

ABSENT = "(absent)"
SHOWN_CHARS = 160
SHOWN_CHANGES = 25  # of a kind


# -- record


def record(options: argparse.Namespace) -> int:
    """Grades the corpus; writes a line for each grade, below one that says what was graded."""
    started = time.monotonic()
    jobs = make_jobs(options.checkout, options.corpus, options.only, options.slugs)
    runs = graded(jobs, options.repeat, options.processes)
    lines = [merged([run.get(key) for run in runs]) for key in sorted(runs[0])]
    about = {
        "checkout": commit_of(options.checkout),
        "corpus": commit_of(options.corpus),
        "groups": options.only,
        "exercises": options.slugs,
        "repeat": options.repeat,
        "seconds": round(time.monotonic() - started),
    }
    texts = (json.dumps(each, ensure_ascii=False, sort_keys=True) for each in (about, *lines))
    options.out.write_text("".join(f"{text}\n" for text in texts), "utf-8")
    unstable = sum(bool(line["unstable"]) for line in lines)
    sys.stdout.write(
        f"{options.out}: {len(lines)} grades, of which {unstable} have unstable fields; "
        f"{about['seconds']} s\n"
    )
    return 0


def graded(jobs: list[Job], repeat: int, processes: int) -> list[dict[str, Line]]:
    """The lines of all jobs by key, as often as they are repeated."""
    runs: list[dict[str, Line]] = [{} for _ in range(repeat)]
    spawn = multiprocessing.get_context("spawn")
    # a process for each job: what one of them kept cannot help or hurt the next
    with ProcessPoolExecutor(processes, spawn, max_tasks_per_child=1) as pool:
        tries = {pool.submit(run_job, job): (job, run) for run in runs for job in jobs}
        try:
            for done in as_completed(tries):
                job, run = tries[done]
                lines, seconds = done.result()
                run.update((key_of(line), line) for line in lines)
                sys.stderr.write(f"{job.name()}: {len(lines)} grades, {seconds:.0f} s\n")
        except BaseException:
            for left in tries:
                left.cancel()
            raise
    return runs


def merged(runs: Sequence[Line | None]) -> Line:
    """The first run's line; what another run says otherwise is named as unstable."""
    first = runs[0]
    assert first is not None
    found = {
        difference.place()
        for other in runs[1:]
        for difference in differences(first["grade"], other["grade"] if other else {})
    }
    return {**first, "unstable": sorted(found)}


def key_of(line: Line) -> str:
    """What is graded, and for which exercise."""
    return "/".join(line[name] for name in ("group", "exercise", "submission") if line[name])


def commit_of(folder: Path) -> str:
    """The commit that lies in a folder, marked where files were changed since; or nothing."""
    command = ["git", "-C", str(folder), "describe", "--always", "--dirty", "--abbrev=12"]
    with contextlib.suppress(OSError):
        return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()
    return ""


# -- compare


class Difference(NamedTuple):
    """A field that is not the same in two grades.

    Attributes:
        check: its name; empty for what belongs to the whole grade.
        field: with a dot before each part, such as `message.text`.
    """

    check: str
    field: str
    old: Any
    new: Any

    @property
    def kind(self) -> str:
        """The field of the outcome or the grade that it lies in."""
        return self.field.partition(".")[0]

    def place(self) -> str:
        """The check and the kind: as closely as unstable places are told apart."""
        return f"{self.check}/{self.kind}"


class Compared(NamedTuple):
    """What came of two recordings.

    Attributes:
        found: by key, the differences of grades that are in both.
        alone: keys that are in one of them only, and in which.
        left_out: by key, unstable places.
        count: of the grades in both.
    """

    found: dict[str, list[Difference]]
    alone: list[tuple[str, str]]
    left_out: dict[str, list[str]]
    count: int


def compare(options: argparse.Namespace) -> int:
    """Prints what differs between two recordings; 1 if anything does."""
    try:
        (about, old), (about_new, new) = load(options.old), load(options.new)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    groups, slugs = (set(about[name]) & set(about_new[name]) for name in ("groups", "exercises"))
    if set(about["exercises"]) != set(about_new["exercises"]):
        groups.discard("class")  # whose rows add up other exercises
    compared = compare_lines(within(old, groups, slugs), within(new, groups, slugs))
    if not compared.count:
        sys.stderr.write("There is no grade that is in both files.\n")
        return 2
    sys.stdout.writelines(f"{line}\n" for line in told(compared, options.all))
    return 1 if compared.found or compared.alone else 0


def load(path: Path) -> tuple[Line, dict[str, Line]]:
    """What a recording is about, and its lines by key.

    Raises:
        ValueError: it is none.
    """
    about, *lines = (json.loads(text) for text in path.read_text("utf-8").split("\n") if text)
    if not {"groups", "exercises"} <= about.keys():
        raise ValueError(f"{path} was not made by `record`.")
    return about, {key_of(line): line for line in lines}


def within(lines: dict[str, Line], groups: set[str], slugs: set[str]) -> dict[str, Line]:
    """The lines of these groups and, where they belong to the course, of these exercises."""
    return {
        key: line
        for key, line in lines.items()
        if line["group"] in groups
        and (line["group"] not in OF_THE_COURSE or line["exercise"] in {"", *slugs})
    }


def compare_lines(old: dict[str, Line], new: dict[str, Line]) -> Compared:
    """The differences between two recordings' lines."""
    found: dict[str, list[Difference]] = {}
    left_out: dict[str, list[str]] = {}
    both = sorted(old.keys() & new.keys())
    for key in both:
        unstable = {*map(new_place, [*old[key]["unstable"], *new[key]["unstable"]])}
        if unstable:
            left_out[key] = sorted(unstable)
        if differs := list(differences_of_lines(old[key], new[key], unstable)):
            found[key] = differs
    alone = [(key, "OLD") for key in old.keys() - new.keys()]
    alone += [(key, "NEW") for key in new.keys() - old.keys()]
    return Compared(found, sorted(alone), left_out, len(both))


def differences_of_lines(old: Line, new: Line, unstable: set[str]) -> Iterator[Difference]:
    """What differs between two lines of one key, without what may differ by chance."""
    if old["handed_in"] != new["handed_in"]:
        yield Difference("", "handed_in", old["handed_in"], new["handed_in"])
    for difference in differences(old["grade"], new["grade"]):
        # with its status, all of a check may be otherwise
        by_chance = {difference.place(), f"{difference.check}/status"} & unstable
        if not by_chance and (not old["trained"] or difference.field in COMPARED_IF_TRAINED):
            yield difference


def differences(old: Any, new: Any) -> list[Difference]:
    """All fields that differ between two grades, but for hashes and versions."""
    # in both: NEW may be as old as OLD is
    one, other = (
        dict(by_new_names(path, value) for path, value in leaves(grade)) for grade in (old, new)
    )
    return [
        Difference(*check_and_field(path), one.get(path, ABSENT), other.get(path, ABSENT))
        for path in dict.fromkeys([*one, *other])
        if NOT_COMPARED.isdisjoint(path) and one.get(path, ABSENT) != other.get(path, ABSENT)
    ]


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Path -> value of all fields; outcomes by their check's name, a list of numbers as one."""
    if isinstance(value, dict) and value:
        for name in sorted(value):
            yield from leaves(value[name], (*path, name))
    elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        names = [str(each.get("check", number)) for number, each in enumerate(value)]
        for name, each in zip(names, value, strict=True):
            yield from leaves({k: v for k, v in each.items() if k != "check"}, (*path, name))
        if path == ("outcomes",):
            yield ("order",), names
    else:
        yield path, value


def by_new_names(path: tuple[str, ...], value: Any) -> tuple[tuple[str, ...], Any]:
    """A path and its value, by their new names where they have some."""
    path = tuple(RENAMED_FIELDS.get(name, name) for name in path)
    if path == ("order",):
        value = [RENAMED_FIELDS.get(name, name) for name in value]
    elif isinstance(value, str) and path:
        value = RENAMED_VALUES.get((path[-1], value), value)
    return path, value


def new_place(place: str) -> str:
    """A place by its new names."""
    return "/".join(RENAMED_FIELDS.get(name, name) for name in place.split("/"))


def check_and_field(path: tuple[str, ...]) -> tuple[str, str]:
    """Where a path leads."""
    if path[:1] == ("outcomes",) and len(path) > 2:
        return path[1], ".".join(path[2:])
    return "", ".".join(path)


# -- what is printed


def told(compared: Compared, everything: bool) -> Iterator[str]:
    """The differences, equal ones once with the places where they are, and the summary."""
    yield from (f"{key}  only in {name}" for key, name in compared.alone)
    every = [(key, each) for key, differs in compared.found.items() for each in differs]
    every.sort(key=lambda pair: pair[1].kind not in DECIDES_POINTS)  # the grave ones first
    places: dict[tuple[str, str], list[str]] = {}
    for key, d in every:
        change = f"{d.field}: {shown(d.old, d.new)} → {shown(d.new, d.old)}"
        places.setdefault((d.kind, change), []).append(f"{key}  {d.check or '(grade)'}")
    most = len(every) if everything else SHOWN_CHANGES
    told_of: Counter[str] = Counter()
    for (kind, change), (first, *others) in places.items():
        told_of[kind] += 1
        if told_of[kind] > most:
            continue
        yield f"{first}  {change}"
        named_too = others if everything else others[:2]
        yield from (f"    also {place}" for place in named_too)
        if len(others) > len(named_too):
            yield f"    and {len(others) - len(named_too)} more"
    for kind, count in told_of.items():
        if count > most:
            yield f"{kind}: {count - most} other changes (--all names them)"
    yield from summary(compared)


def summary(compared: Compared) -> Iterator[str]:
    """How many grades are equal, and of which kinds the differences are."""
    every = [d for differs in compared.found.values() for d in differs]
    points = sum(any(d.kind in DECIDES_POINTS for d in ds) for ds in compared.found.values())
    kinds = ", ".join(f"{kind} {n}" for kind, n in Counter(d.kind for d in every).most_common())
    places = sum(len(fields) for fields in compared.left_out.values())
    differ = len(compared.found)
    yield f"{compared.count} grades compared: {compared.count - differ} equal, {differ} differ"
    yield f"in one recording only: {len(compared.alone)}"
    yield f"differ in status or points: {points}"
    yield f"differences by kind: {kinds or 'none'}"
    yield f"not compared, because unstable: {places} fields of {len(compared.left_out)} grades"


def shown(value: Any, beside: Any) -> str:
    """The value on one line; of a long one, the part where it begins to differ."""
    text, other = (json.dumps(each, ensure_ascii=False) for each in (value, beside))
    if len(text) <= SHOWN_CHARS:
        return text
    pairs = enumerate(zip(text, other, strict=False))
    same = next((n for n, (a, b) in pairs if a != b), min(len(text), len(other)))
    start = max(0, min(same - 20, len(text) - SHOWN_CHARS))
    return f"{'…' if start else ''}{text[start : start + SHOWN_CHARS]}…"


# -- the command line


def main(arguments: list[str] | None = None) -> int:
    """Reads the command line and does what it says; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("record", help="grade the corpus")
    one.set_defaults(run=record)
    one.add_argument("out", type=Path)
    root = Path(__file__).resolve().parents[2]
    one.add_argument("--checkout", type=Path, default=root, help="whose grader and checks are used")
    one.add_argument(
        "--corpus", type=Path, help="whose submissions are graded; its own if not given"
    )
    one.add_argument("--only", help=f"some of {','.join(GROUPS)}")
    one.add_argument("--exercise", nargs="+", default=[], help="some of the course, such as 01")
    one.add_argument("--keras", action="store_true", help="exercises that train networks, too")
    one.add_argument("--repeat", type=int, default=1, help="how often everything is graded")
    one.add_argument("--processes", type=int, default=2)
    two = commands.add_parser("compare", help="say what differs")
    two.set_defaults(run=compare)
    two.add_argument("old", type=Path)
    two.add_argument("new", type=Path)
    two.add_argument(
        "--all", action="store_true", help="name every difference and every place of it"
    )
    options = parser.parse_args(arguments)
    if options.run is record:
        complete(options, parser)
    return options.run(options)


def complete(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Fills in what follows from the other options of `record`."""
    options.checkout = options.checkout.resolve()
    options.corpus = (options.corpus or options.checkout).resolve()
    # cases and attacks have courses of their own
    usual = OF_THE_COURSE if options.exercise else GROUPS
    options.only = tuple(options.only.split(",")) if options.only else usual
    if unknown := set(options.only) - set(GROUPS):
        parser.error(f"--only: there is no {', '.join(sorted(unknown))}")
    options.slugs = tuple(
        slug
        for slug in exercises_of(options.corpus)
        if (options.keras or not is_trained(options.corpus, slug))
        and (not options.exercise or slug.startswith(tuple(options.exercise)))
    )
    if not options.slugs:
        parser.error("--exercise: there is none of them (--keras adds those that train networks)")


if __name__ == "__main__":
    raise SystemExit(main())
