"""A student's commands: what they print, what they write, how they end."""

import codecs
import io
import shutil
import sys
import time
import zipfile
from pathlib import Path

import pytest

from grader.cli import SIMPLER, run, simpler
from grader.cli.student import clock, load_here
from grader.course import load_course
from grader.results.grade_file import parse_grades

ROOT = Path(__file__).resolve().parents[2]


def test_bare_grade_checks_the_files_of_this_folder(grade, folder, right):
    (folder / "output_size.py").write_text(right)

    ran = grade()

    assert ran.code == 0
    assert "10 / 10" in ran.out


def test_a_wrong_answer_ends_with_1_and_names_idea_and_values(grade, folder, wrong):
    (folder / "output_size.py").write_text(wrong)

    ran = grade("check")

    assert ran.code == 1
    assert "Idea:" in ran.out
    assert "expected" in ran.out
    assert "yours" in ran.out


def test_the_report_is_korean_on_request(grade, folder, wrong):
    (folder / "output_size.py").write_text(wrong)

    ran = grade("check", "--lang", "ko")

    assert "출력 크기" in ran.out
    assert "기대한 값" in ran.out


def test_a_path_alone_is_checked(grade, folder, right):
    (folder / "my_output_size.txt").write_text("notes")
    (folder / "output_size.py").write_text(right)

    assert grade("output_size.py").code == 0


def test_a_file_of_any_name_is_checked_when_the_exercise_is_named(grade, folder, right):
    (folder / "homework.py").write_text(right)

    ran = grade("check", "homework.py", "-e", "06")

    assert ran.code == 0


def test_an_empty_folder_gets_a_sentence_and_a_tip(grade):
    ran = grade()

    assert ran.code == 2
    assert "nothing to grade here" in ran.err
    assert "grade start 01" in ran.err


def zipped(path, *entries, method=zipfile.ZIP_STORED):
    """Write a zip of these entries."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in entries:
            archive.writestr(name, text)


def damaged(folder):
    zipped(folder / "work.zip", ("output_size.py", "x = 1\n" * 100))
    data = (folder / "work.zip").read_bytes()
    (folder / "work.zip").write_bytes(data[: len(data) // 2])


def locked(folder):
    zipped(folder / "work.zip", ("output_size.py", "x = 1\n"))
    data = bytearray((folder / "work.zip").read_bytes())
    data[data.find(b"PK\x03\x04") + 6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    (folder / "work.zip").write_bytes(data)


REASONS = {
    "damaged": (damaged, "work.zip is not a zip file that can be opened"),
    "password": (locked, "output_size.py is protected by a password"),
    "nested": (lambda f: zipped(f / "a.zip", ("b.zip", "PK")), "b.zip is not a zip file"),
    "bzip2": (
        lambda f: zipped(f / "a.zip", ("a.py", "x = 1\n"), method=zipfile.ZIP_BZIP2),
        "packs it in an unusual way (bzip2)",
    ),
    "rar": (lambda f: (f / "work.rar").write_text("x"), "Not read: work.rar."),
    "json": (
        lambda f: (f / "output_size.ipynb.json").write_text("{}"),
        "output_size.ipynb.json looks like output_size.ipynb: rename it.",
    ),
    "txt": (
        lambda f: (f / "output_size.py.txt").write_text("x = 1"),
        "output_size.py.txt looks like output_size.py: rename it.",
    ),
    "no exercise": (lambda f: (f / "a.py").write_text("x = 1"), "Not graded: a.py."),
    "no notebook": (lambda f: (f / "a.ipynb").write_text("{"), "a.ipynb is no notebook"),
}


@pytest.mark.parametrize("kind", REASONS)
def test_where_nothing_can_be_graded_every_reason_is_said(grade, folder, kind):
    make, reason = REASONS[kind]
    make(folder)

    ran = grade()

    assert ran.code == 2
    assert reason in " ".join(ran.err.split())


def test_a_hidden_ending_of_the_named_file_is_told(grade, folder):
    (folder / "output_size.ipynb.json").write_text("{}")

    ran = grade("output_size.ipynb.json")

    assert "looks like output_size.ipynb: rename it." in " ".join(ran.err.split())


def test_functions_under_another_exercise_s_name_are_told(grade, folder, right):
    padding = (ROOT / "reference" / "03_padding" / "padding.py").read_text("utf-8")
    (folder / "output_size.py").write_text(f"{right}\n\n{padding}")

    ran = grade("-e", "03", "-e", "06")

    assert "zero_pad of 03_padding, but it is named after another exercise" in " ".join(
        ran.out.split()
    )


def test_a_missing_file_gets_the_nearest_name(grade, folder, right):
    (folder / "output_size.py").write_text(right)

    ran = grade("output_sise.py")

    assert ran.code == 2
    assert "Did you mean output_size.py?" in ran.err


def test_a_misspelt_command_gets_the_nearest_one(grade):
    ran = grade("chekc")

    assert ran.code == 2
    assert "'check'" in ran.err


def test_an_unknown_exercise_lists_the_known_ones(grade):
    ran = grade("check", "-e", "99")

    assert ran.code == 2
    assert "01_convolution" in ran.err


def test_outside_a_course_the_error_says_where_to_go(grade, monkeypatch):
    monkeypatch.delenv("GRADE_COURSE")

    ran = grade()

    assert ran.code == 2
    assert "No course found" in ran.err
    assert "--course" in ran.err


def test_start_puts_a_starter_here_that_earns_nothing_yet(grade, folder):
    started = grade("start", "06")
    checked = grade()

    assert started.code == 0
    assert (folder / "output_size.py").is_file()
    assert checked.code == 1
    assert "is not written yet" in checked.out
    assert "0 / 10" in checked.out


def test_start_never_overwrites(grade, folder):
    (folder / "output_size.py").write_text("mine")

    ran = grade("start", "06")

    assert ran.code == 2
    assert (folder / "output_size.py").read_text() == "mine"


def test_start_can_bring_the_notebook(grade, folder):
    assert grade("start", "06", "--notebook").code == 0
    assert (folder / "output_size.ipynb").is_file()


def test_hint_gives_one_step_and_then_more(grade, folder, wrong):
    (folder / "output_size.py").write_text(wrong)

    checked, one, two = grade(), grade("hint"), grade("hint", "-n", "2")

    assert "1. " in one.out
    assert "2. " not in one.out
    assert "grade hint -n" not in one.out  # the ladder has two steps, and `grade` shows one
    assert "Those are all the hints" in two.out
    first = one.out.partition("1. ")[2].split()[:6]
    assert " ".join(first) not in " ".join(checked.out.split())  # `grade` has not said it


def test_hint_takes_a_function(grade, folder):
    (folder / "convolution.py").write_text(
        "def conv1d(signal, kernel):\n    return 0\n\n\n"
        "def conv2d(image, kernel, bias=0):\n    print(image)\n"
    )

    ran = grade("hint", "conv2d")

    assert "conv2d returned nothing" in ran.out
    assert "print() shows a value" in ran.out


@pytest.mark.parametrize("name", ["01", "1", "01_convolution", "convolution"])
def test_hint_takes_an_exercise(grade, folder, wrong, name):
    (folder / "output_size.py").write_text(wrong)
    (folder / "convolution.py").write_text("def conv2d(image, kernel, bias=0):\n    pass\n")

    ran = grade("hint", name)

    assert "conv" in ran.out
    assert "output_size" not in ran.out


def test_hint_for_an_unknown_function_gets_the_nearest_name(grade):
    ran = grade("hint", "conv2")

    assert ran.code == 2
    assert "Did you mean conv2d?" in ran.err


def test_hint_says_so_when_everything_passes(grade, folder, right):
    (folder / "output_size.py").write_text(right)

    ran = grade("hint")

    assert ran.code == 0
    assert "No hint needed" in ran.out


def test_reset_asks_and_leaves_the_file_when_the_answer_is_no(grade, folder, monkeypatch):
    (folder / "output_size.py").write_text("mine")
    monkeypatch.setattr("click.confirm", lambda *_args, **_options: False)

    ran = grade("reset", "output_size.py")

    assert ran.code == 0
    assert (folder / "output_size.py").read_text() == "mine"


def test_reset_keeps_the_old_file(grade, folder):
    (folder / "output_size.py").write_text("mine")

    ran = grade("reset", "output_size.py", "--yes")

    (backup,) = folder.glob("*.bak*")
    assert ran.code == 0
    assert backup.read_text() == "mine"
    assert "NotImplementedError" in (folder / "output_size.py").read_text()


def test_without_the_reference_public_checks_run_and_the_report_says_so(
    grade, folder, monkeypatch, right
):
    shutil.copytree(ROOT / "exercises", folder / "kit" / "exercises")
    monkeypatch.setenv("GRADE_COURSE", str(folder / "kit"))
    (folder / "output_size.py").write_text(right)

    ran = grade("check", "output_size.py")

    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert "4.5 / 4.5" in said
    assert "4.5 of 4.5 public points. The other 5.5" in said
    assert "are judged by hidden checks after you hand in" in said
    assert "The next exercise: grade start 07" in said


def test_grade_shows_the_first_mistake_in_full_and_all_of_them_on_request(grade, folder):
    (folder / "output_size.py").write_text(
        "def conv_output_size(size, kernel, padding=0, stride=1):\n    return 3.5\n"
    )

    short, full = grade(), grade("-a")

    assert short.out.count("Hint:") == 1
    assert full.out.count("Hint:") > 1
    assert "All findings in full (9): grade -a" in short.out
    assert "grade -a" not in full.out
    assert "Another hint: grade hint" in short.out


def test_a_wrong_answer_comes_with_the_call_that_gave_it(grade, folder, wrong_solution):
    source = wrong_solution("01_convolution", "kernel_flipped")
    (folder / "convolution.py").write_text(source, "utf-8")

    ran = grade()

    assert "conv1d(np.array([1, 3, 2, 5, 4]), np.array([1, 0, -2]))" in ran.out


def test_status_shows_every_exercise_and_what_comes_next(grade, folder, wrong):
    nothing = grade("status")
    (folder / "output_size.py").write_text(wrong)
    begun = grade("status")

    assert (nothing.code, begun.code) == (0, 0)
    assert nothing.out.count("not begun") == 12
    assert "Begin with: grade start 01" in nothing.out
    assert begun.out.count("not begun") == 11
    assert "Go on with: grade check -e 06" in begun.out


def test_status_of_a_missing_path_is_an_error(grade):
    assert grade("status", "nowhere.py").code == 2


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_statement_is_shown_with_its_formulas(grade, language):
    ran = grade("statement", "01", "--lang", language)

    assert ran.code == 0
    assert "conv1d(signal, kernel)" in ran.out
    assert r"\qquad i = 0, \dots, N-F" in ran.out


def test_a_statement_becomes_a_page_in_both_languages(grade, folder):
    ran = grade("statement", "convolution", "--html", "s.html")

    page = (folder / "s.html").read_text("utf-8")
    assert ran.code == 0
    assert '<article lang="ko"><h1' in page
    assert '<article lang="en"><h1' in page
    assert page.count("<math") == 6
    assert page.count('src="data:image/svg+xml;base64,') == 10
    assert "<table>" in page


def test_hidden_values_are_not_shown_to_students(grade, folder):
    (folder / "output_size.py").write_text(
        "def conv_output_size(size, kernel, padding=0, stride=1):\n"
        "    print('INPUT', size, kernel)\n"
        "    kind = type(f'Secret{size}', (KeyError,), {})\n"
        "    raise kind('SEC' + 'RET')\n"
    )

    grade("submission", "output_size.py", "-e", "06", "--out", "kim.json")
    for_staff = grade("report", "kim.json", "--format", "json", "--for", "staff").out
    for_student = grade("report", "kim.json", "--format", "json").out

    hidden = [o for o in parse_grades(for_student)[0].outcomes if o.visibility == "hidden"]
    in_full = [o for o in parse_grades(for_staff)[0].outcomes if o.visibility == "hidden"]
    assert any("SECRET" in str(o.details) and "INPUT" in o.output for o in in_full)
    assert any("KeyError" in str(o.message) for o in hidden)
    assert not any("SECRET" in str(o) or "INPUT" in str(o) or "Secret" in str(o) for o in hidden)


def test_every_command_has_help_with_an_example(grade):
    for command in ("check", "start", "hint", "reset", "submission", "batch", "report", "doctor"):
        ran = grade(command, "--help")
        assert ran.code == 0
        assert f"grade {command}" in ran.out.split("Example", 1)[1]


def test_an_interruption_ends_with_130(monkeypatch, capsys):
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.cli.grade.main", interrupt)

    assert run(["check"]) == 130
    assert "Interrupted" in capsys.readouterr().err


def test_a_bug_of_ours_ends_with_3_and_a_report_to_paste(monkeypatch, capsys):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("grader.cli.grade.main", fail)

    assert run(["check", "x.py"]) == 3
    report = capsys.readouterr().err
    assert "RuntimeError: a bug" in report
    assert f"Python {sys.version.split()[0]}" in report


@pytest.mark.parametrize("name", ["01", "1", "01_convolution", "convolution"])
def test_an_exercise_has_several_names(grade, folder, name):
    assert grade("start", name).code == 0
    assert (folder / "convolution.py").is_file()


@pytest.fixture
def kit(folder, monkeypatch):
    """What a student has: a folder with the course in it, and no other way to find a course."""
    shutil.copytree(ROOT / "exercises", folder / "exercises")
    monkeypatch.delenv("GRADE_COURSE")
    return folder


def test_the_courses_untouched_starters_are_nobodys_work(grade, kit):
    ran = grade()

    assert ran.code == 2
    assert "grade start 01" in ran.err


def test_own_files_in_the_kit_are_found_beside_the_starters(grade, kit, right):
    (kit / "my-work").mkdir()
    (kit / "my-work" / "output_size.py").write_text(right)

    ran = grade()

    assert ran.code == 0
    assert "06_output_size" in ran.out
    assert "01_convolution" not in ran.out
    assert "Several files" not in ran.out


def test_a_starter_that_was_filled_in_where_it_lay_is_work(grade, kit, right):
    (kit / "exercises" / "06_output_size" / "output_size.py").write_text(right)

    ran = grade()

    assert ran.code == 0
    assert "4.5 / 4.5" in ran.out


@pytest.mark.slow
def test_a_program_to_be_repaired_is_work_once_it_was_touched(grade, kit):
    """Its starter runs as it is: nothing but its hash tells that nobody has touched it."""
    path = kit / "exercises" / "11_keras_repair" / "keras_repair.py"
    path.write_text(path.read_text() + "\n# mine\n")

    ran = grade()

    assert ran.code == 1
    assert "11_keras_repair" in ran.out


def test_a_handed_in_kit_is_graded_like_any_folder(grade, kit, right, monkeypatch):
    monkeypatch.setenv("GRADE_COURSE", str(ROOT))
    (kit / "exercises" / "06_output_size" / "output_size.py").write_text(right)

    ran = grade("submission", ".", "-e", "06")

    assert ran.code == 0
    assert "10 / 10" in ran.out


def test_the_readme_shows_what_is_printed_for_a_flipped_kernel(grade, folder, wrong_solution):
    source = wrong_solution("01_convolution", "kernel_flipped")
    (folder / "convolution.py").write_text(source, "utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    sample = readme[readme.index("01_convolution  Convolution") :].partition("\n```")[0]

    ran = grade()

    printed = "\n".join(line.rstrip() for line in ran.out.splitlines())
    assert printed.startswith(sample)


def test_a_folder_that_cannot_be_written_is_a_sentence(grade, monkeypatch):
    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied", "convolution.py")

    monkeypatch.setattr("shutil.copyfile", refuse)

    ran = grade("start", "01")

    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "convolution.py" in ran.err


def test_one_check_is_no_checks(grade, folder):
    (folder / "output_size.py").write_text(
        "def conv_parameters(kernel, inputs, filters, bias=True):\n    return 0\n"
    )

    assert " 1 checks" not in grade("-a").out


@pytest.mark.parametrize("encoding", ["ascii", "cp949"])
def test_signs_that_the_output_cannot_show_have_ascii_in_their_place(encoding):
    codecs.register_error(SIMPLER, simpler)

    shown = "✓ ✗ ━┄ … → 가🦆".encode(encoding, SIMPLER).decode(encoding)

    assert (
        shown
        == {
            "ascii": "+ x =. ... -> ??",
            "cp949": "+ x ━. … → 가?",
        }[encoding]
    )


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_check_that_takes_a_second_shows_a_clock_on_a_terminal(monkeypatch):
    course = load_course(ROOT / "exercises")
    monkeypatch.setattr("grader.cli.progress.CLOCK_SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    with clock(course.exercises[:2]):
        end = time.monotonic() + 20
        while "0:00:0" not in terminal.getvalue() and time.monotonic() < end:
            time.sleep(0.01)

    assert "01_convolution, 02_image_kernels" in terminal.getvalue()
    assert "0:00:0" in terminal.getvalue()


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_check_that_is_quick_or_piped_shows_none(monkeypatch, is_terminal):
    course = load_course(ROOT / "exercises")
    monkeypatch.setattr("grader.cli.progress.CLOCK_SECONDS", 60.0 if is_terminal else 0.0)
    stream = Terminal() if is_terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)

    with clock(course.exercises):
        time.sleep(0.1)

    assert stream.getvalue() == ""


def test_the_course_s_own_notebooks_start_no_process_with_ipython(folder, monkeypatch):
    course = load_course(shutil.copytree(ROOT / "exercises", folder / "exercises"))
    shutil.copy(ROOT / "reference" / "05_pooling" / "pooling.py", folder)
    monkeypatch.setattr("grader.submission.reader.Reader", None)

    submission = load_here(folder, course, course.exercises)

    assert [file.name for file in submission.files] == ["pooling.py"]
