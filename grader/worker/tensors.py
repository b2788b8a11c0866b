"""PyTorch's tensors <-> arrays, by exact type; only where this process has loaded PyTorch.

A tensor leaves the worker as an array: outside, nobody needs PyTorch. A check sends one in by
`tensor`, which is an array by another name until a worker makes a tensor of it.
"""

import sys
from typing import Any

from .values import CODE_BY_DTYPE, NDARRAY, Tensor


def array_of_tensor(value: Any) -> Any:
    """The cells of a `torch.Tensor` or a parameter of a module; None for any other value.

    A subclass, which may answer what it likes, and a tensor that is sparse, or of a dtype that
    NumPy does not have, stay behind as handles.
    """
    torch = sys.modules.get("torch")
    if torch is None:
        return None
    names = vars(torch)
    modules = names.get("nn")
    plain = (names.get("Tensor"), getattr(modules, "Parameter", None))
    if type(value) not in plain:
        return None
    try:
        array = value.detach().cpu().numpy()
    except Exception:
        return None
    return array if type(array) is NDARRAY and array.dtype in CODE_BY_DTYPE else None


def made_tensor(array: Any) -> Any:
    """A tensor with these cells; where PyTorch is not loaded, a stand-in for one."""
    torch = sys.modules.get("torch")
    return Tensor(array) if torch is None else torch.from_numpy(array)
