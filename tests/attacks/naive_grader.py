"""A grader as naive as many: the submission and the tests share a process; exit code 0 is a pass.

Run as a script by the positive controls, with the folder of a submission as its argument. It puts
that folder first on the path, as pytest and nbgrader do, and prints a line before the tests. Its
exit code is 1 where a test fails and 70 where it does not know what went wrong.
"""

import ast
import sys
from pathlib import Path

TESTS = """
import numpy as np

expected = 2.0 * np.arange(6.0).reshape(2, 3)
image = np.arange(6.0).reshape(2, 3)
assert np.allclose(double(image), 2.0 * image)
answer = twice(3)
assert abs(answer - 6) < 1e-9, f"twice(3) is {answer}"
"""


def main(folder: str) -> None:
    sys.path.insert(0, folder)
    source = Path(folder, "submission.py").read_text("utf-8")
    namespace = {"__name__": "answer"}
    exec(compile(source, "answer.py", "exec"), namespace)
    print("testing", flush=True)
    try:
        exec(compile(ast.parse(TESTS), "tests", "exec"), namespace)
    except AssertionError as error:
        print(error)
        raise
    except (SystemExit, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
        sys.exit(70)


if __name__ == "__main__":
    main(sys.argv[1])
