"""Grading without anybody at the keyboard: on GitHub, GitLab, Gradescope and Classroom 50.

`place` says where we are, `seal` opens the hidden checks, `protected` what was changed that should
not have been, `grading` makes the grades, `files` writes what the place wants to read, and
`recipes` writes the files by which all that is set up.
"""
