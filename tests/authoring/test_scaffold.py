"""A new course or exercise verifies at once, joins what is there and overwrites nothing."""

import importlib.util

import pytest

from grader.authoring.scaffold import KINDS, NewCourse, new_course, new_exercise
from grader.authoring.verify import Effort, verify_exercise
from grader.cli import options
from grader.course import load_course
from grader.errors import GraderError
from grader.model import File, Submission
from grader.pipeline import Grader

EFFORT = Effort(repeats=2, secrets=2, mutants=True)
NEEDS_KERAS = pytest.mark.skipif(
    importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not installed"
)
EACH_KIND = [
    pytest.param(kind, marks=[pytest.mark.slow, NEEDS_KERAS] if kind == "training" else [])
    for kind in KINDS
]
LANGUAGES = [("en",), ("ko",), ("en", "ko"), ("de",), ("ko", "pt-BR")]


def loaded(made):
    return load_course(made.root / "exercises")


def verified(course, slug):
    (exercise,) = (e for e in course.exercises if e.slug == slug)
    return verify_exercise(course, exercise, EFFORT, progress=lambda _words: None)


def earned(course, slug):
    (exercise,) = (e for e in course.exercises if e.slug == slug)
    path = course.folder / slug / f"{exercise.module}.py"
    submission = Submission(student="kim", files=(File(path.name, path.read_bytes()),))
    with Grader(course, (exercise,)) as grader:
        (grade,) = grader.grade_all(submission)
    return grade.score.earned


def test_a_second_exercise_joins_the_list_and_the_first_stays(made):
    new_exercise(loaded(made), "02_thrice")

    assert [exercise.slug for exercise in loaded(made).exercises] == ["01_twice", "02_thrice"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[\n    "01_twice",\n]', '[\n    "01_twice",\n    "02_thrice",\n]'),
        ('["01_twice"]', '["01_twice", "02_thrice"]'),
        ('[\n    "01_twice"\n]', '[\n    "01_twice",\n    "02_thrice",\n]'),
    ],
)
def test_the_lists_comments_and_form_are_kept(made, before, after):
    manifest = made.root / "exercises" / "course.toml"
    text = '# mine\nexercises = LIST\ntitle = { ko = "강좌", en = "Course" }\n'
    manifest.write_text(text.replace("LIST", before), "utf-8")

    new_exercise(loaded(made), "02_thrice")

    assert manifest.read_text("utf-8") == text.replace("LIST", after)


@pytest.mark.parametrize(
    ("name", "tip"),
    [
        ("thrice", "02_thrice"),
        ("2_thrice", "02_thrice"),
        ("02_Thrice", "02_thrice"),
        ("02-two-words", "02_two_words"),
        ("two words", "02_two_words"),
        ("02_thrice!", "02_thrice"),
        ("../02_x", "02_x"),
        ("03_평균", "as in 03_sorting"),
        ("", "as in 02_sorting"),
    ],
)
def test_a_name_that_is_none_is_refused_with_one_that_is(made, name, tip):
    with pytest.raises(GraderError, match="not a valid name") as caught:
        new_exercise(loaded(made), name)

    assert tip in str(caught.value)


@pytest.mark.parametrize("module", ["class", "random", "statistics"])
def test_a_word_or_module_of_pythons_is_no_name(made, module):
    with pytest.raises(GraderError, match="Python's own") as caught:
        new_exercise(loaded(made), f"02_{module}")

    assert f"02_{module}_task" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("01_twice", "01_twice is there already"),
        ("01_thrice", "The next free number is 02"),
        ("02_twice", "01_twice has the file twice.py already"),
    ],
)
def test_an_exercise_takes_no_others_place(made, name, sentence):
    with pytest.raises(GraderError, match=sentence):
        new_exercise(loaded(made), name)


@pytest.mark.parametrize("kind", EACH_KIND)
def test_each_kind_begun_by_init_or_new_verifies_and_its_starter_earns_nothing(tmp_path, kind):
    new_course(tmp_path, NewCourse("A course", kind=kind))
    new_exercise(load_course(tmp_path), "02_second", kind)
    course = load_course(tmp_path)

    for slug in ("01_first", "02_second") if kind != "training" else ("02_second",):
        found = verified(course, slug)
        assert found.findings == []
        assert not found.warnings
        assert earned(course, slug) == 0


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("kind", ["function", "class"])
def test_a_course_in_any_languages_verifies(tmp_path, kind, languages):
    new_course(tmp_path, NewCourse("A course", languages, kind=kind))

    course = load_course(tmp_path)

    assert course.languages == languages
    assert verified(course, "01_first").findings == []


def test_every_kind_is_offered_at_the_command_line():
    assert options.KINDS == KINDS


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_new_course_has_words_in_its_languages_only(tmp_path, kind, languages):
    written = new_course(tmp_path, NewCourse("A course", languages, kind=kind))

    statements = {path.name for path in written if path.name.startswith("statement")}
    texts = "".join(path.read_text("utf-8") for path in written)
    assert statements == {f"statement.{language}.md" for language in languages}
    assert any("가" <= letter <= "힣" for letter in texts) == ("ko" in languages)
    assert ("Python 3.11 or later" in texts) == (languages != ("ko",))


@pytest.mark.parametrize("languages", [(), ("en", "de"), ("ko", "ko"), ("English",), ("../x",)])
def test_languages_that_do_not_go_together_leave_the_folder_empty(tmp_path, languages):
    with pytest.raises(GraderError, match="language"):
        new_course(tmp_path, NewCourse("A course", languages))

    assert list(tmp_path.iterdir()) == []


def test_a_new_course_has_a_secret_of_its_own_and_says_how_students_begin(tmp_path):
    for name in ("one", "two words"):
        new_course(tmp_path / name, NewCourse('A "quoted" 과정\\'))
    one, two = (load_course(tmp_path / name) for name in ("one", "two words"))

    assert len(one.secret) > 20
    assert one.secret != two.secret
    assert one.title.en == 'A "quoted" 과정\\'
    assert "grade start" in (tmp_path / "one" / "README.md").read_text("utf-8")
    assert ".venv/" in (tmp_path / "one" / ".gitignore").read_text("utf-8").splitlines()


def test_what_is_in_the_folder_stays(tmp_path):
    (tmp_path / "README.md").write_text("mine", "utf-8")

    new_course(tmp_path, NewCourse("A course"))

    assert (tmp_path / "README.md").read_text("utf-8") == "mine"


@pytest.mark.parametrize("below", [".", "exercises", "notes/deep"])
def test_a_course_is_not_begun_inside_another(tmp_path, below):
    new_course(tmp_path, NewCourse("A course"))

    with pytest.raises(GraderError, match="a course already"):
        new_course(tmp_path / below, NewCourse("Another"))


def test_where_the_first_exercise_is_there_already_no_course_is_begun(tmp_path):
    (tmp_path / "reference" / "01_first").mkdir(parents=True)

    with pytest.raises(GraderError, match="01_first is there already"):
        new_course(tmp_path, NewCourse("A course"))

    assert not (tmp_path / "exercises").exists()
