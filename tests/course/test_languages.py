"""A course in one language asks for no other; one in two asks for both."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from grader.authoring.book import make_book
from grader.authoring.book.glossary import make_glossary
from grader.authoring.release import make_kit
from grader.authoring.scaffold import NewCourse, new_course
from grader.authoring.verify import Effort, verify_exercise
from grader.cli import run
from grader.course import load_course
from grader.course.rubric import load_rubric
from grader.course.starters import stale_starters
from grader.errors import CourseError
from grader.i18n import translate

SHIPPED = Path(__file__).parents[2] / "exercises"
ONE = [("en",), ("ko",), ("de",)]


@pytest.fixture
def made(tmp_path, request):
    """A new course in the languages of the test's parameter."""
    new_course(tmp_path / "course", NewCourse("A course", request.param))
    return tmp_path / "course"


def has_korean(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


@pytest.mark.parametrize("made", ONE, indirect=True)
def test_the_one_text_is_for_every_reader(made):
    course = load_course(made)

    assert course.title.ko == course.title.en == "A course"
    assert course.statement("01_first", "ko") == course.statement("01_first", "en")
    assert course.statement("01_first", "en").is_file()


@pytest.mark.parametrize("made", ONE, indirect=True)
def test_the_starters_invite_in_the_courses_language(made):
    course = load_course(made)
    starters = [made / "exercises/01_first" / name for name in ("first.py", "first.ipynb")]

    for path in starters:
        text = path.read_text("utf-8")
        assert has_korean(text) == (course.languages == ("ko",))
        assert ("Write here" in text) == (course.languages != ("ko",))
    assert stale_starters(course, course.exercises) == []


@pytest.mark.parametrize("made", ONE, indirect=True)
def test_the_kit_and_its_readme_are_in_the_courses_language(made, tmp_path):
    course = load_course(made)

    make_kit(course, tmp_path / "dist")

    kit = tmp_path / "dist" / "student-kit"
    (tag,) = course.languages
    readme = (kit / "README.md").read_text("utf-8")
    assert (kit / "exercises/01_first" / f"statement.{tag}.md").is_file()
    assert has_korean(readme) == (tag == "ko")
    assert f"statement.{tag}.md" in readme
    assert "grade reset first.py" in readme
    assert load_course(kit / "exercises").languages == (tag,)


@pytest.mark.parametrize("made", ONE, indirect=True)
def test_the_book_has_the_courses_language_only(made, tmp_path):
    course = load_course(made)
    reader = "ko" if course.languages == ("ko",) else "en"

    pages = make_book(course, tmp_path / "site")

    below = {path.relative_to(tmp_path / "site").parts[0] for path in pages}
    assert below == {"index.html", reader}
    for path in pages:
        assert path.is_file()
        assert f'lang="{course.languages[0]}"' in path.read_text("utf-8")
        other = "en" if reader == "ko" else "ko"
        assert f'hreflang="{other}"' not in path.read_text("utf-8")


@pytest.mark.parametrize("made", ONE, indirect=True)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_commands_of_a_student_work_in_either_language(made, lang, monkeypatch, capsys):
    work = made / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    assert run(["statement", "01", "--lang", lang]) == 0
    assert run(["statement", "01", "--lang", lang, "--html", "page.html"]) == 0
    assert run(["start", "01", "--lang", lang]) == 0
    assert run(["check", "--lang", lang, "--html", "my.html"]) == 1
    assert run(["hint", "--lang", lang]) == 1
    assert run(["status", "--lang", lang]) == 0

    assert "double(values)" in capsys.readouterr().out
    assert (work / "page.html").read_text("utf-8").count("<article") == 1


@pytest.mark.parametrize("made", [("en",)], indirect=True)
def test_an_exercise_whose_folder_is_gone_says_how_to_remove_it(made):
    path = made / "exercises" / "course.toml"
    path.write_text(path.read_text("utf-8").replace('"01_first"', '"01_first", "07_gone"'), "utf-8")

    with pytest.raises(CourseError) as caught:
        load_course(made)

    assert translate(caught.value.tip, "en").endswith("take 07_gone out of course.toml.")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("exercises/01_first/exercise.toml", 'en = "first"', "", "'title.en' is missing"),
        ("exercises/01_first/exercise.toml", 'en = "first"', 'ko = "a"\nen = "b"', "'title.ko'"),
        ("exercises/course.toml", '["en"]', '["en", "ko"]', "'title.ko' is missing"),
        ("exercises/course.toml", '["en"]', '"en"', "'languages' must be a list"),
        ("exercises/course.toml", '["en"]', '["en", "fr"]', "do not go together"),
        ("exercises/course.toml", '["en"]', '["English"]', "not the short name of a language"),
    ],
)
@pytest.mark.parametrize("made", [("en",)], indirect=True)
def test_texts_that_are_not_in_the_courses_languages_are_told(made, file, old, new, said):
    path = made / file
    text = path.read_text("utf-8").replace("# Languages of the course's own texts: [", "# [")
    at = text.rindex(old)
    path.write_text(text[:at] + new + text[at + len(old) :], "utf-8")

    with pytest.raises(CourseError) as caught:
        load_course(made)

    assert said in str(caught.value)


def test_without_languages_they_are_those_of_the_title(toy_course):
    assert {*load_course(toy_course).languages} == {"en", "ko"}


@pytest.mark.parametrize("made", [("en",)], indirect=True)
def test_in_one_language_a_text_may_be_written_plainly(made):
    path = made / "exercises/01_first/exercise.toml"
    text = path.read_text("utf-8").replace('[title]\nen = "first"\n', "")
    path.write_text('title = "The first"\n' + text, "utf-8")

    assert load_course(made).exercises[0].title.en == "The first"


def test_the_shipped_course_demands_both(tmp_path):
    assert load_course(SHIPPED).languages == ("ko", "en")
    copy = tmp_path / "exercises"
    ignored = shutil.ignore_patterns("*.ipynb", "pictures")
    shutil.copytree(SHIPPED, copy, ignore=ignored)
    path = copy / "05_pooling/exercise.toml"
    path.write_text(path.read_text("utf-8").replace('ko = "풀링"\n', ""), "utf-8")

    with pytest.raises(CourseError, match=r"title.ko. is missing"):
        load_course(copy)


@pytest.mark.parametrize("made", [("en",), ("de",)], indirect=True)
def test_rubric_and_glossary_are_in_the_courses_language_too(made):
    course = load_course(made)
    (tag,) = course.languages
    folder = made / "exercises"
    (folder / "01_first/rubric.toml").write_text(
        f'[[criteria]]\nid = "style"\ntitle = {{ {tag} = "Style" }}\n'
        '[[criteria.levels]]\nsaid = "Easy to read"\npoints = 0\n'
    )
    (folder / "glossary.toml").write_text(
        f'[[term]]\n{tag} = "double"\nmeaning_{tag} = "twice as much"\nexercise = "01_first"\n'
    )

    (criterion,) = load_rubric(course, "01_first").criteria
    (entry,) = make_glossary(course, {"01_first": ""}, "en")

    assert criterion.title.ko == criterion.title.en == "Style"
    assert criterion.levels[0].said.en == "Easy to read"
    assert (entry.word, entry.meaning) == ("double", "twice as much")


@pytest.mark.parametrize("made", [("de",), ("ko", "de")], indirect=True)
def test_a_wrong_idea_needs_a_sentence_in_each_language(made):
    path = made / "reference/01_first/misconceptions/squared.py"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("de:")), "utf-8")
    course = load_course(made)

    effort = Effort(repeats=1, secrets=0, mutants=False)
    found = verify_exercise(course, course.exercises[0], effort).findings

    tips = [str(translate(one.tip, "en")) for one in found]

    assert "Its docstring needs the lines de:" in tips


def test_a_check_needs_a_korean_title_only_beside_another_language(tmp_path):
    for languages in (("en",), ("ko",), ("ko", "en")):
        folder = tmp_path / "-".join(languages)
        new_course(folder, NewCourse("A course", languages))
        path = folder / "exercises/01_first/test_public.py"
        text = path.read_text("utf-8")
        path.write_text(re.sub(r', ko="[^"]*"', "", text), "utf-8")
        course = load_course(folder)

        effort = Effort(repeats=1, secrets=0, mutants=False)
        found = verify_exercise(course, course.exercises[0], effort).findings

        said = [translate(one.what, "en") for one in found]
        wanted = ["test_worked_double has no Korean title."] if len(languages) > 1 else []
        assert said == wanted
