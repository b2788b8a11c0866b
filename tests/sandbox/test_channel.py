"""The level of isolation that layers make together, and the refusal below a level."""

from __future__ import annotations

from itertools import combinations

import pytest

from grader.errors import SandboxError
from grader.model import Isolation
from grader.sandbox.channel import LEVELS, demand_level, isolation_of
from grader.sandbox.pool import open_sandbox

# written out here: the code's own list would agree with itself, whatever is taken out of it
ALL = frozenset({"rlimits", "landlock", "seccomp", "privileges", "clean"})


def level(on) -> str:
    layers = {
        name: ("on", "") if name in on else ("unavailable", "why") for name in {*ALL, "namespaces"}
    }
    return isolation_of(layers).level


def test_every_layer_together_is_full():
    assert level(ALL) == "full"


@pytest.mark.parametrize("missing", sorted(ALL))
def test_one_layer_less_is_not_full(missing):
    assert level(ALL - {missing}) != "full"


@pytest.mark.parametrize("strong", [{"landlock"}, {"seccomp"}, {"landlock", "seccomp"}])
def test_limits_and_a_strong_layer_are_partial(strong):
    assert level({"rlimits"} | strong) == "partial"


@pytest.mark.parametrize(
    "on",
    [
        set(chosen)
        for size in range(len(ALL))
        for chosen in combinations(sorted(ALL), size)
        if "rlimits" not in chosen or not {"landlock", "seccomp"} & set(chosen)
    ],
    ids=lambda on: "+".join(sorted(on)) or "nothing",
)
def test_without_limits_or_without_a_strong_layer_it_is_a_process(on):
    assert level(on) == "process"


@pytest.mark.parametrize("state", ["off", "unavailable", "On", ""])
def test_only_on_counts_as_on(state):
    layers = dict.fromkeys(ALL, ("on", "")) | {"seccomp": (state, "")}

    assert isolation_of(layers).level == "partial"


def test_each_layer_is_told_with_its_reason():
    layers = isolation_of({"landlock": ("unavailable", "no Landlock"), "clean": ("on", "")}).layers

    assert layers == {"landlock": "unavailable: no Landlock", "clean": "on"}


@pytest.mark.parametrize("found", LEVELS)
@pytest.mark.parametrize("least", LEVELS)
def test_a_level_is_refused_exactly_below_the_least(found, least):
    isolation = Isolation(level=found)

    if LEVELS.index(found) < LEVELS.index(least):
        with pytest.raises(SandboxError):
            demand_level(isolation, least)
    else:
        demand_level(isolation, least)


def test_a_refusal_names_what_is_missing():
    layers = {"landlock": "unavailable: no", "seccomp": "on: 9"}

    with pytest.raises(SandboxError) as caught:
        demand_level(Isolation(level="partial", layers=layers), "full")

    assert caught.value.sentence.values["missing"] == "landlock"


def test_a_sandbox_reports_its_own_layers(any_sandbox):
    isolation = any_sandbox.isolation()

    assert isolation.level in LEVELS


@pytest.mark.parametrize("layer", sorted(ALL))
def test_a_layer_that_is_left_out_is_reported_as_off(forked_sandbox, layer):
    with type(forked_sandbox)(off=(layer,)) as sandbox:
        isolation = sandbox.isolation()

    assert isolation.layers[layer].startswith("off")
    assert isolation.level != "full"


def test_the_sandbox_of_this_machine_opens():
    with open_sandbox() as sandbox:
        assert sandbox.isolation().level in {"process", "partial", "full"}
