"""Where we are is read off the environment; whose hand-in it is, off the place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.ci.provider import find_provider

CLASSROOM50 = {
    "CLASSROOM": "cnn",
    "ASSIGNMENT": "01",
    "SUBMISSION_TAG": "submit/x",
    "OWNER": "kim",
    "GITHUB_ACTIONS": "true",
    "GITHUB_OUTPUT": "/o",
}


@pytest.mark.parametrize(
    ("environment", "kind", "student"),
    [
        ({"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "org/hw-kim"}, "github", "org/hw-kim"),
        ({"GITLAB_CI": "true", "CI_PROJECT_PATH": "group/hw-kim"}, "gitlab", "group/hw-kim"),
        (CLASSROOM50, "classroom50", "kim"),
        ({}, "plain", "homework"),
        ({"CI": "true"}, "plain", "homework"),
    ],
)
def test_the_environment_tells_the_place(environment, kind, student, tmp_path):
    folder = tmp_path / "homework"
    environment = {"AUTOGRADER_ROOT": str(tmp_path / "nothing"), **environment}

    found = find_provider(environment, folder)

    assert (found.kind, found.student) == (kind, student)
    assert found.submission == folder


def test_gradescope_is_known_by_its_folder_and_names_its_students(tmp_path):
    users = [{"name": "김민준", "email": "k@example.com"}, {"email": "lee@example.com"}]
    (tmp_path / "submission_metadata.json").write_text(json.dumps({"users": users}))

    found = find_provider({"AUTOGRADER_ROOT": str(tmp_path)}, Path("elsewhere"))

    assert (found.kind, found.student) == ("gradescope", "김민준, lee@example.com")
    assert found.submission == tmp_path / "submission"
    assert found.results == tmp_path / "results" / "results.json"


@pytest.mark.parametrize("text", ["", "[]", '{"users": 3}', '{"users": [null]}', "{"])
def test_metadata_of_another_form_names_nobody(tmp_path, text):
    (tmp_path / "submission_metadata.json").write_text(text)

    assert find_provider({"AUTOGRADER_ROOT": str(tmp_path)}, Path()).student == "student"


def test_a_place_that_is_asked_for_is_taken(tmp_path):
    assert find_provider({"GITHUB_ACTIONS": "true"}, tmp_path, "plain").kind == "plain"


@pytest.mark.attack
def test_a_name_with_control_characters_is_cleaned(tmp_path):
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "org/\x1b[31mkim\n::error::x"}

    student = find_provider(environment, tmp_path).student

    assert student.startswith("org/kim")
    assert student.isprintable()
