"""What the driver says of a model -> fields that can be used, or a refusal in words.

All of it is a student's process's claim: nothing is believed for being of the right type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.i18n import N_
from grader.model import Cause, message

from .architecture import ModelRefused
from .metrics import PROBES

if TYPE_CHECKING:
    from grader.sandbox.student_process import StudentProcess

    from .requests import Network


def model_fields(told: Any, network: Network, process: StudentProcess) -> dict[str, Any]:
    """What is said of a model.

    Raises:
        StudentFault: it is none, or its function is not there.
    """
    fields = told if type(told) is dict else {}
    if fields.get("kind") == "missing":
        raise process.missing(network.builder)
    if fields.get("kind") != "model":
        name = fields.get("type")
        if name == "NoneType":
            raise ModelRefused(
                Cause.RETURNED_NONE,
                message("The function returned nothing (None). Is a `return` missing?"),
            )
        text = N_("{function} did not return a Keras model.")
        details = (message("Its type is {type}.", type=name),) if type(name) is str else ()
        raise ModelRefused(Cause.NO_MODEL, message(text, function=network.builder), details)
    if fields.get("layers") == []:
        text = N_(
            "The layers of {function} are no chain that can be read: use keras.Sequential, or "
            "a model of inputs and outputs without branches."
        )
        raise ModelRefused(Cause.BRANCHED, message(text, function=network.builder))
    return fields


def require_input(network: Network, told: Any) -> None:
    """The model takes the images that the exercise has; by its own word, which training tests."""
    if told == list(network.input_shape):
        return
    text = N_("The model of {function} takes input of another shape than asked.")
    details = (
        [
            message(
                "Expected shape {expected}, got {actual}.",
                expected=str(network.input_shape),
                actual=str(tuple(told)),
            )
        ]
        if _are_sides(told)
        else []
    )
    sentence = message(text, function=network.builder)
    raise ModelRefused(Cause.WRONG_INPUT, sentence, tuple(details))


def _are_sides(told: Any) -> bool:
    return type(told) is list and 0 < len(told) < 6 and all(type(side) is int for side in told)


def parse_losses(told: Any) -> dict[str, list[float]]:
    """The loss of each probe, by the form of the labels that it takes."""
    return {
        form: values
        for form, values in (told.items() if type(told) is dict else ())
        if type(form) is str and type(values) is list
        if len(values) == PROBES and _are_numbers(values)
    }


def parse_curve(told: Any) -> tuple[float, ...]:
    """A curve that a worker tells, if it is one."""
    numbers = told[:1000] if type(told) is list and _are_numbers(told) else []
    return tuple(float(number) for number in numbers if abs(number) < 1e6)


def _are_numbers(values: list[Any]) -> bool:
    return all(type(value) is float and abs(value) < float("inf") for value in values)


def parse_stopped(told: Any) -> str:
    """The budget that ended the training; empty for anything else that is said."""
    return told if told in ("seconds", "images") else ""
