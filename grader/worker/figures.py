"""A figure of matplotlib -> its texts and arrays, each part read by its exact type.

Nothing is rendered and no picture crosses. The grading process does not need matplotlib.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from .frames import NotSentError
from .values import CODE_BY_DTYPE, NDARRAY, Bars, Drawing, Panel, Points, Series, WireError

MAX_TEXT = 1000
_NO_DRAWING = "no such drawing"


def figure_parts(figure: Any) -> tuple[Any, ...]:
    """The title over all panels, and the parts of each panel."""
    return _read(lambda: (_text(figure.get_suptitle()), tuple(map(_panel_parts, figure.axes))))


def axes_parts(axes: Any) -> tuple[Any, ...]:
    """The parts of one panel, for a student who keeps the axes and not the figure."""
    return _read(lambda: ("", (_panel_parts(axes),)))


def _read(parts: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
    try:
        return parts()
    except Exception:  # an object of the library that a student has taken apart
        raise NotSentError from None


def drawing(*parts: Any) -> Drawing:
    """A drawing of parts that may be anything."""
    title, panels = parts
    if type(title) is not str or type(panels) is not tuple:
        raise WireError(_NO_DRAWING)
    return Drawing(title, tuple(_panel(*one) for one in panels))


def _panel_parts(axes: Any) -> tuple[Any, ...]:
    legend = axes.get_legend()
    words = legend.get_texts() if legend is not None else ()
    lines = [line for line in axes.lines if len(line.get_xdata(orig=False))]
    clouds = [one for one in axes.collections if type(one).__name__ == "PathCollection"]
    groups = [one for one in axes.containers if type(one).__name__ == "BarContainer"]
    names = _names(axes.xaxis), _names(axes.yaxis)
    return (
        tuple(map(_text, (axes.get_title(), axes.get_xlabel(), axes.get_ylabel()))),
        tuple(_text(one.get_text()) for one in words),
        tuple(_line_parts(line, names[0]) for line in lines),
        tuple(_cloud_parts(cloud) for cloud in clouds),
        tuple(_bar_parts(group, names) for group in groups),
        (axes.get_xscale(), axes.get_yscale()),
    )


def _names(axis: Any) -> dict[float, str]:
    """The categories of an axis of text, by the place of each; of others, the labels given."""
    units = axis.units
    mapping = getattr(units, "_mapping", None)
    if mapping is not None:
        return {float(place): _text(name) for name, place in mapping.items()}
    if type(axis.get_major_formatter()).__name__ not in {"FixedFormatter", "FuncFormatter"}:
        return {}
    places, labels = axis.get_ticklocs(), axis.get_ticklabels()
    return {
        float(place): _text(label.get_text()) for place, label in zip(places, labels, strict=False)
    }


def _line_parts(line: Any, names: dict[float, str]) -> tuple[Any, ...]:
    x, y = _numbers(line.get_xdata(orig=False)), _numbers(line.get_ydata(orig=False))
    return _label(line), x, y, _named(x, names)


def _cloud_parts(cloud: Any) -> tuple[Any, ...]:
    x, y = np.asarray(np.ma.filled(cloud.get_offsets(), np.nan), float).reshape(-1, 2).T
    return _label(cloud), x.copy(), y.copy()


def _bar_parts(group: Any, names: tuple[dict[float, str], ...]) -> tuple[Any, ...]:
    is_flat = getattr(group, "orientation", "vertical") == "horizontal"
    bars = [
        (b.get_y() + b.get_height() / 2, b.get_width())
        if is_flat
        else (b.get_x() + b.get_width() / 2, b.get_height())
        for b in group.patches
    ]
    places, lengths = np.array(bars, float).reshape(-1, 2).T
    return _label(group), places.copy(), lengths.copy(), _named(places, names[is_flat]), is_flat


def _named(places: Any, names: dict[float, str]) -> tuple[str, ...]:
    """The names at these places; none if a place has no name."""
    found = [names.get(round(float(place), 6)) for place in places] if names else []
    return tuple(one for one in found if one) if None not in found else ()


def _label(artist: Any) -> str:
    """The label for the legend; empty for one that matplotlib made up."""
    label = _text(artist.get_label())
    return "" if label.startswith("_") else label


def _text(value: Any) -> str:
    return str(value)[:MAX_TEXT]


def _numbers(values: Any) -> Any:
    """An array of numbers; dates count days, as matplotlib has them."""
    array = np.array(np.ma.filled(values, np.nan) if np.ma.isMaskedArray(values) else values)
    return array if array.dtype in CODE_BY_DTYPE else array.astype(float)


# -- of parts that may be anything


def _panel(*parts: Any) -> Panel:
    words, legend, lines, clouds, groups, scales = parts
    _require_texts(words)
    _require_texts(legend)
    _require_texts(scales)
    title, xlabel, ylabel = words
    horizontal, vertical = scales
    return Panel(
        *(title, xlabel, ylabel, legend),
        tuple(Series(*_of((str, NDARRAY, NDARRAY, tuple), one)) for one in lines),
        tuple(Points(*_of((str, NDARRAY, NDARRAY), one)) for one in clouds),
        tuple(Bars(*_of((str, NDARRAY, NDARRAY, tuple, bool), one)) for one in groups),
        (horizontal, vertical),
    )


def _of(types: tuple[type, ...], parts: Any) -> Any:
    """The parts of a series: arrays of one length, and names for all of its places or none."""
    if type(parts) is not tuple or tuple(map(type, parts)) != types:
        raise WireError(_NO_DRAWING)
    one, other = parts[1:3]
    if one.ndim != 1 or one.shape != other.shape:
        raise WireError(_NO_DRAWING)
    _require_texts(parts[3] if len(parts) > 3 else ())
    return parts


def _require_texts(values: Any) -> None:
    if type(values) is not tuple or not set(map(type, values)) <= {str}:
        raise WireError(_NO_DRAWING)


# the type's module and name, its parts, and how a value is made of them
FIGURES = (
    ("matplotlib.figure", "Figure", figure_parts, drawing),
    ("matplotlib.axes._axes", "Axes", axes_parts, drawing),
)
