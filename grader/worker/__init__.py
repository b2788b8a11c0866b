"""The only code that shares a process with a student's; it imports nothing else of ours.

`server` is the fork server. It prepares the confinement once and forks a worker for each
submission; it holds no secrets, because its children inherit its memory. `main` serves one
submission: it runs the student's cells (`modules`) and answers calls. Values cross in frames
(`wire`, `codec`); the grading process decodes with the same code, so it expects the worst sender.
"""
