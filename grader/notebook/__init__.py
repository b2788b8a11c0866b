"""`%grade` in a student's kernel: executed cells -> a card, judged by a process of its own.

    extension (in the kernel)  ── cells' text, over a pipe ──►  server (a process beside it)
      history, client          ◄── a card, HTML and text ────   pipeline.Grader, behind the walls

The kernel is the student's: it may change what it shows of itself, and no official grade comes from
here.
"""
