"""Grading without anybody at the keyboard: on GitHub, GitLab, Gradescope and Classroom 50.

`provider` says where we are, `seal` opens the hidden checks, `protected` names changed files that
students should leave alone, `grading` makes the grades, `outputs` writes the files that the
provider reads, and `recipes` writes the files that set all this up.
"""
