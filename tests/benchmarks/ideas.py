"""How often a wrong answer is explained, and how often by the right idea.

    python tests/benchmarks/ideas.py --exercise 01 06 --mutants 40

For each misconception of an exercise, and for some mutants of its reference, the failed checks are
counted by what the report names:

    true     the misconception that was graded
    other    another misconception, in a check where the graded one gives other answers, too
    none     nothing

A mutant has no idea of its own, so of mutants it is only told how many failed checks are named, and
in how many of them two different ideas stand in one report (at most one of them can be true).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from grader.authoring.mutants import make_mutants
from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course
from grader.model import Course, Exercise, File, Grade, Submission
from grader.pipeline import Grader

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Print a line for each exercise, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--exercise", nargs="*", default=[f"{n:02}" for n in range(1, 10)])
    parser.add_argument("--mutants", type=int, default=40, help="of each exercise")
    options = parser.parse_args()
    course = load_course(ROOT / "exercises")
    total: Counter[str] = Counter()
    for exercise in course.exercises:
        if exercise.slug.partition("_")[0] in options.exercise and exercise.training is None:
            counts = count(course, exercise, options.mutants)
            total += counts
            print(exercise.slug, dict(counts), flush=True)
    named = total["true"] + total["other"]
    print("all", dict(total))
    print(f"misconceptions: {named / (named + total['none']):.0%} of failed checks are explained,")
    print(f"                {total['true'] / max(named, 1):.1%} of these by the right idea")
    print(f"mutants: {total['mutant checks named']} of {total['mutant checks']} are explained,")
    print(f"         {total['mutants with two ideas']} of {total['mutants']} by two ideas at once")


def count(course: Course, exercise: Exercise, mutants: int) -> Counter[str]:
    """What is named for the misconceptions and some mutants of an exercise."""
    counts: Counter[str] = Counter()
    solution = course.solution(exercise)
    assert solution is not None
    with Grader(course, (exercise,)) as grader:
        for idea in load_misconceptions(course, exercise):
            for text in named_in(grade(grader, exercise, idea.source)):
                counts["none" if text is None else "true" if text == idea.text else "other"] += 1
        made = make_mutants(solution.read_text("utf-8"))
        for mutant in random.Random(1).sample(made, min(mutants, len(made))):
            texts = named_in(grade(grader, exercise, mutant.source))
            ideas = {text for text in texts if text is not None}
            counts["mutants"] += 1
            counts["mutant checks"] += len(texts)
            counts["mutant checks named"] += sum(text is not None for text in texts)
            counts["mutants with two ideas"] += len(ideas) > 1
    return counts


def grade(grader: Grader, exercise: Exercise, source: str) -> Grade:
    """The grade of a source."""
    file = File(name=f"{exercise.module}.py", data=source.encode())
    (made,) = grader.grade(Submission(student="idea", files=(file,)))
    return made


def named_in(grade: Grade) -> list[object]:
    """What is named for each check that failed with a wrong answer."""
    return [o.misconception for o in grade.outcomes if o.status == "failed"]


if __name__ == "__main__":
    main()
