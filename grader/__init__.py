"""cnn-grader: grades exercises on convolutional networks; read `grader.pipeline` first."""

__version__ = "0.1.0"


def load_ipython_extension(shell: object) -> None:
    """Add `%grade` and `%hint` to a kernel: what `%load_ext grader` calls."""
    from .notebook.extension import load  # noqa: PLC0415 - a kernel alone needs it

    load(shell)


def unload_ipython_extension(shell: object) -> None:
    """Take them away again, as `%reload_ext grader` does first."""
    from .notebook.extension import unload  # noqa: PLC0415

    unload(shell)
