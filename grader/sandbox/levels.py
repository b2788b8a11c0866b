"""Walls -> the one word for them together, and a refusal where it is not enough."""

from __future__ import annotations

from grader.errors import SandboxError
from grader.model import Isolation, Level, message

LEVELS: tuple[Level, ...] = ("none", "process", "partial", "full")  # weakest first
# what `full` needs; namespaces are one layer more, for which many machines have no leave
NEEDED_FOR_FULL = ("rlimits", "landlock", "seccomp", "privileges", "clean")


def isolation_of(layers: dict[str, tuple[str, str]]) -> Isolation:
    """The level that these layers make.

    `full`: every wall stands. `partial`: files are out of reach (Landlock) or system calls are
    (seccomp), and limits hold. `process`: another process and no more. `none`: the same process.
    """
    on = {name for name, (state, _why) in layers.items() if state == "on"}
    level: Level = "process"
    if on.issuperset(NEEDED_FOR_FULL):
        level = "full"
    elif "rlimits" in on and on & {"landlock", "seccomp"}:
        level = "partial"
    told = {name: f"{state}: {why}" if why else state for name, (state, why) in layers.items()}
    return Isolation(level=level, layers=told)


def demand_level(isolation: Isolation, least: Level) -> None:
    """Refuses to go on below a level.

    Raises:
        SandboxError: the sandbox is weaker than `least`.
    """
    if LEVELS.index(isolation.level) < LEVELS.index(least):
        missing = [name for name, state in isolation.layers.items() if not state.startswith("on")]
        raise SandboxError(
            message(
                "Isolation here is {level}, below {least} (missing: {missing}).",
                level=isolation.level,
                least=least,
                missing=", ".join(missing) or "-",
            ),
            message(
                "Run `grade doctor` for the reasons, or lower --require-isolation if you trust "
                "the code."
            ),
        )
