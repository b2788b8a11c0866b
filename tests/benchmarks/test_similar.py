"""The benchmark of `grade similar` measures what it says."""

from tests.benchmarks.similar import measure, students
from tests.similarity.kept_class import write_kept_class


def test_it_measures_a_class_and_leaves_the_page(tmp_path, capsys):
    folder = write_kept_class(tmp_path / "out", students(30))

    wall, cpu, rss = measure(folder)

    assert wall > 0 < cpu
    assert rss > 20
    assert (folder / "similar.html").is_file()


def test_every_tenth_student_hands_in_another_s_code():
    made = list(students(30))

    assert [number for number in range(30) if "own_" not in made[number].code] == [0, 10, 20]
    assert len({student.code for student in made}) == 30
