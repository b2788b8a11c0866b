"""`python -m grader` is `grade`, for where scripts are not on the path."""

from grader.cli import main

if __name__ == "__main__":
    main()
