"""The isolation of this machine -> a terminal: each layer, how it was tried, how to turn it on."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rich.table import Table
from rich.text import Text

from grader.i18n import N_, gettext

if TYPE_CHECKING:
    from rich.console import Console

    from grader.model import Isolation, Language


class LayerSentences(NamedTuple):
    """The sentences about a layer of isolation.

    Attributes:
        guards: what it protects.
        probe: the act of the child that tried it, which was refused.
        remedy: how to turn it on.
    """

    guards: str
    probe: str
    remedy: str


LAYERS = {
    "rlimits": LayerSentences(
        N_("memory, processor time, open files"),
        N_("asked for four times the memory it was given"),
        N_("Use Linux; in a container, allow setrlimit and prlimit."),
    ),
    "landlock": LayerSentences(
        N_("files: only Python itself can be read"),
        N_("listed the root folder"),
        N_(
            "Use Linux 5.13 or later (6.12 or later for all of it) with landlock among the "
            "kernel's security modules (lsm=landlock,...); in a container, allow its system calls."
        ),
    ),
    "seccomp": LayerSentences(
        N_("system calls: no network, no new processes"),
        N_("made a socket"),
        N_("Install the library libseccomp (Debian and Ubuntu: apt install libseccomp2)."),
    ),
    "privileges": LayerSentences(
        N_("no administrator's rights"),
        N_("changed its root folder"),
        N_("Run the grader as an ordinary user."),
    ),
    "clean": LayerSentences(
        N_("no variables, no open files of the grader's"),
        N_("looked for variables and open files"),
        N_("Please report this: it needs nothing of the machine."),
    ),
    "namespaces": LayerSentences(
        N_("other processes, the network and other files are not even seen"),
        N_("looked for the grader's own files, other processes and the network"),
        N_(
            "Allow user namespaces (sysctl user.max_user_namespaces; on Ubuntu also "
            "kernel.apparmor_restrict_unprivileged_userns=0), or run as root. One wall more than "
            "`full` needs."
        ),
    ),
}
LEVEL_SENTENCES = {
    "full": N_("Every wall stands."),
    "partial": N_("Limits hold, and files or system calls are out of reach."),
    "process": N_("A process of its own and a clock; not for strangers' code."),
    "none": N_("No wall at all; not for strangers' code."),
}


def print_examination(
    console: Console, isolation: Isolation, costs_ms: tuple[float, float], language: Language
) -> None:
    """Print the layers as a table, then the remedies, the level and the costs.

    Args:
        isolation: that of a sandbox which was opened to see.
        costs_ms: of the first worker, and of each further one.
    """
    layers = isolation.layers
    console.print(_table(layers, language))
    console.print()
    missing = [name for name in LAYERS if not layers.get(name, "").startswith("on")]
    for name in missing:
        console.print(Text(f"{name}: ") + Text(gettext(LAYERS[name].remedy, language)))
    if missing:
        console.print()
    level = isolation.level
    console.print(gettext("Isolation: {level}", language, level=level), end=" ")
    console.print(gettext(LEVEL_SENTENCES[level], language))
    console.print(
        gettext(
            "First worker after {start} ms, each further one {worker} ms.",
            language,
            start=f"{costs_ms[0]:.0f}",
            worker=f"{costs_ms[1]:.1f}",
        )
    )
    console.print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, "
        f"{platform.system()} {platform.release()}"
    )


def _table(layers: dict[str, str], language: Language) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in (
        gettext("Wall", language),
        gettext("State", language),
        gettext("What it guards", language),
        gettext("It was tried by a child that", language),
    ):
        table.add_column(Text(title), overflow="fold")
    for name, layer in LAYERS.items():
        state = layers.get(name, gettext("not here", language))
        is_on = state.startswith("on")
        tried = gettext(layer.probe, language) if is_on else "-"
        cells = Text(name), Text(state, style="green" if is_on else "red")
        table.add_row(*cells, Text(gettext(layer.guards, language)), Text(tried))
    return table
