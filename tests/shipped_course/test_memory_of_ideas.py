"""A misconception of which nothing is remembered answers the same calls alike in any order."""

from __future__ import annotations

import contextlib
import io
from types import ModuleType

import numpy as np
import pytest

from grader.checks.call_log import Call
from grader.checks.diagnosis.memory import can_remember
from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.checks.diagnosis.solutions import replay
from grader.worker import wire

# by hand: what their texts say, and `errors_are_none`, whose decorator could keep anything
REMEMBERING = {
    "01_convolution": {
        "errors_are_none",
        "remembers_first_bias",
        "remembers_last_call",
        "result_array_kept",
    },
    "05_pooling": {"result_array_kept"},
    "06_output_size": set(),
    "12_receptive_field": set(),
}
SLUGS = [
    "01_convolution",
    "02_image_kernels",
    "03_padding",
    "04_stride",
    "05_pooling",
    "06_output_size",
    "07_layers",
    "08_backprop",
    "09_conv_layer",
    "12_receptive_field",
]


def module_of(idea) -> ModuleType:
    """A misconception, run anew."""
    module = ModuleType(idea.name)
    module.__file__ = idea.code.co_filename
    exec(idea.code, module.__dict__)
    return module


def packed(module: ModuleType, call: Call) -> bytes:
    """The module's answer to a call, as bytes."""
    value = replay(module, call, None)
    with contextlib.suppress(wire.WireError):
        return wire.encode(value)
    return repr(type(value)).encode()


@pytest.mark.parametrize("slug", SLUGS)
def test_what_cannot_remember_answers_alike_in_any_order(course, grader, slug):
    (exercise,) = (one for one in course.exercises if one.slug == slug)
    names = [check.id for check in grader.judge.checks(slug)]
    calls = [Call(one, None) for one in grader.judge.recorded_calls(exercise, names)]
    plain = [c for c in calls if c.encoded.how == "call" and not c.by_driver]
    some = plain[:: max(1, len(plain) // 60)]  # spread over all checks
    assert len(some) >= 20
    checked = 0

    with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
        for idea in load_misconceptions(course, exercise):
            one, other = module_of(idea), module_of(idea)
            asked = [call for call in some if not can_remember(one, call.function)]
            there = [packed(one, call) for call in asked]
            back = [packed(other, call) for call in reversed(asked)][::-1]
            assert there == back, idea.name
            checked += bool(asked)

    assert checked >= len(load_misconceptions(course, exercise)) // 2


@pytest.mark.parametrize("slug", REMEMBERING)
def test_those_that_may_remember_are_few(course, slug):
    (exercise,) = (one for one in course.exercises if one.slug == slug)

    found = {
        idea.name
        for idea in load_misconceptions(course, exercise)
        if any(can_remember(module_of(idea), name) for name in exercise.functions)
    }

    assert found == REMEMBERING[slug]
