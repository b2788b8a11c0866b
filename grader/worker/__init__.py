"""The only code that ever shares a process with a student's; imports nothing else of ours.

`server` is the fork server: it builds the walls once (`walls`), forks a worker for each
submission and knows no secrets, because its children inherit its memory. `main` serves one
submission: it runs the student's cells (`modules`) and answers calls. `wire` is the form in
which values cross; the grading process uses it too, so what it decodes is written for the
worst sender.
"""
