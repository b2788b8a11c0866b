"""The evaluator from the grading process: a confined worker of its own, with no student's code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.i18n import N_
from grader.model import Cause, Exercise, Limits, Text, message
from grader.sandbox.faults import StudentFault, TimedOut

from .architecture import ArchitectureRow, ModelRefused
from .in_worker import load_source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grader.sandbox.student_process import StudentProcess

    from .architecture import Architecture, Weights

PIECE = 2_000  # images in one call: 6 MB as float32
_LIMITS = Limits(check_seconds=120, wall_seconds=600, cpu_seconds=600, memory_mb=3072)


class Evaluator:
    """Rebuilds models and measures them; its worker is made when it is first asked.

    Args:
        process: a student's, for the sandbox that it runs in and the libraries that this has.
        packages: those libraries.
    """

    def __init__(self, process: StudentProcess, packages: tuple[str, ...]) -> None:
        module = Exercise(
            slug="evaluator",
            title=Text(ko="평가기", en="Evaluator"),
            module="evaluator",
            functions=("summarize", "predict"),
            points=0,
            packages=packages,
            limits=_LIMITS,
        )
        self._process = process.beside(module, load_source("evaluator"), "evaluator.py")
        self._is_loaded = False

    def close(self) -> None:
        """Ends the worker."""
        self._process.__exit__()

    def rows(self, architecture: Architecture, builder: str) -> list[ArchitectureRow]:
        """The model's table with the shapes and counts of the rebuilt model.

        Raises:
            ModelRefused: it cannot be rebuilt.
        """
        told = self._ask("summarize", architecture, builder)
        measured = [(tuple(shape), parameters) for shape, parameters in told]
        if measured != architecture.sizes():
            text = N_("The model of {function} could not be rebuilt as it was described.")
            raise ModelRefused(Cause.MODEL_NOT_REBUILT, message(text, function=builder))
        return architecture.rows()

    def predict(
        self,
        architecture: Architecture,
        weights: Weights,
        images: NDArray[Any],
        builder: str,
        *,
        as_in_training: bool = False,
    ) -> NDArray[np.float64]:
        """What the rebuilt model says of the images, `(N, outputs)`.

        Args:
            architecture: its layers.
            weights: of each layer.
            images: uint8 `(N, H, W)`, or float32 as the model takes them.
            builder: the student's function, for the sentences.
            as_in_training: with the statistics of the batch, and with dropout.

        Raises:
            ModelRefused: it cannot be rebuilt, is too slow, or says what is not finite.
        """
        parts = [
            self._ask("predict", architecture, builder, weights, piece, as_in_training)
            for piece in np.split(images, range(PIECE, len(images), PIECE))
        ]
        outputs = np.concatenate(parts).astype(np.float64)
        if not np.isfinite(outputs).all():
            text = N_("The model of {function} gives values that are not finite (NaN or infinity).")
            raise ModelRefused(Cause.NOT_FINITE, message(text, function=builder))
        return outputs

    def _ask(self, function: str, architecture: Architecture, builder: str, *more: Any) -> Any:
        if not self._is_loaded:
            self._process.load()
            self._is_loaded = True
        self._process.begin_check()
        arguments = (list(architecture.input_shape), architecture.plain(), *more)
        try:
            return self._process.call(function, arguments, {}).value
        except TimedOut as fault:
            text = N_("The model of {function} takes too long to answer.")
            sentence = message(text, function=builder)
            raise ModelRefused(Cause.MODEL_TOO_SLOW, sentence, fault.details) from fault
        except StudentFault as fault:  # our module, so it is the model that does not work
            text = N_("The model of {function} could not be rebuilt as it was described.")
            sentence = message(text, function=builder)
            raise ModelRefused(Cause.MODEL_NOT_REBUILT, sentence, fault.details) from fault
