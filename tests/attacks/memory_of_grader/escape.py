"""Opens the grading process's memory."""


def got_out():
    with open("/proc/@GRADER@/mem", "rb"):
        return True
