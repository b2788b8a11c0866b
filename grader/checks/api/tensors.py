"""Numbers -> a tensor of PyTorch in the worker; the grading process does without PyTorch."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.worker.values import CODE_BY_DTYPE, Tensor


def tensor(values: Any) -> Tensor:
    """A tensor to give to a student's function, which answers with an array.

    Args:
        values: an array, whose dtype is kept, or numbers in lists, of which floats become float32
            as in `torch.tensor`.

    Raises:
        TypeError: they are no numbers.
    """
    array = np.array(values)
    if not isinstance(values, (np.ndarray, np.generic)) and array.dtype == np.float64:
        array = array.astype(np.float32)
    if array.dtype not in CODE_BY_DTYPE:
        raise TypeError(f"no tensor can be made of {array.dtype}")
    return Tensor(array)
