"""Arrays and the numbers worked out from them -> pictures that move, as SVG without a script.

svg         the kit: a picture, its clock, shapes and words
cells       an array as a grid of tinted cells
windows     a kernel or a pooling window that slides, with each sum spelled out
flows       cells that travel: padding, flatten, channels that add up, slopes that scatter
fields      the cells of each map below that a cell of a deep map sees
networks    the 2-2-2 network, a staircase of shapes, curves
reading     a wrong cell of a call -> the window behind it
"""

from __future__ import annotations

from .cells import feature_maps, gallery
from .fields import Seen, Storey, fields, storeys
from .flows import Stamps, channels, dropout, flatten, pad, route, scatter, shift
from .networks import Curve, Round, Stair, accuracies, curves, learn, staircase, stairs
from .svg import Words
from .windows import Convolution, Place, Slide, convolve, pool, slide

__all__ = [
    "Convolution",
    "Curve",
    "Place",
    "Round",
    "Seen",
    "Slide",
    "Stair",
    "Stamps",
    "Storey",
    "Words",
    "accuracies",
    "channels",
    "convolve",
    "curves",
    "dropout",
    "feature_maps",
    "fields",
    "flatten",
    "gallery",
    "learn",
    "pad",
    "pool",
    "route",
    "scatter",
    "shift",
    "slide",
    "staircase",
    "stairs",
    "storeys",
]
