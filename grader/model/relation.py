"""Simple relations between wrong answers and the right ones, and their bare names."""

from __future__ import annotations

from enum import StrEnum

from .message import Message, message


class Relation(StrEnum):
    """What wrong values are instead of the right ones."""

    TRANSPOSED = "transposed"
    ROWS_REVERSED = "rows_reversed"
    COLUMNS_REVERSED = "columns_reversed"
    REVERSED = "reversed"
    HALF_TURN = "half_turn"
    SHIFTED = "shifted"
    CONSTANT_ADDED = "constant_added"
    FACTOR = "factor"
    WRONG_SIGN = "wrong_sign"
    ROUNDED = "rounded"
    CUT = "cut"
    AXIS_MISSING = "axis_missing"
    AXIS_TOO_MANY = "axis_too_many"
    CHANNELS_FIRST = "channels_first"
    AXES_REORDERED = "axes_reordered"
    BORDER_WRONG = "border_wrong"
    FIRST_OF_BATCH = "first_of_batch"
    FIRST_ROW = "first_row"
    BEGINNING = "beginning"


# without factor, offset or distance: hidden checks show these sentences as they are
RELATION_NAMES: dict[Relation, Message] = {
    Relation.TRANSPOSED: message("Your values are the right ones with rows and columns swapped."),
    Relation.ROWS_REVERSED: message("Your values are the right ones with their rows reversed."),
    Relation.COLUMNS_REVERSED: message(
        "Your values are the right ones with their columns reversed."
    ),
    Relation.REVERSED: message("Your values are the right ones in reverse order."),
    Relation.HALF_TURN: message("Your values are the right ones turned by 180 degrees."),
    Relation.SHIFTED: message("Your values are the right ones, shifted by one place."),
    Relation.CONSTANT_ADDED: message("All of your values are off by the same number."),
    Relation.FACTOR: message("Your values are the right ones times one and the same number."),
    Relation.WRONG_SIGN: message("Your values are right but for their sign."),
    Relation.ROUNDED: message("Your values are the right ones, rounded."),
    Relation.CUT: message("Your values are the right ones, cut to whole numbers."),
    Relation.AXIS_MISSING: message("Your values are right, but an axis of length 1 is missing."),
    Relation.AXIS_TOO_MANY: message(
        "Your values are right, but there is an axis of length 1 too many."
    ),
    Relation.CHANNELS_FIRST: message(
        "Your values are right, but the channels come first; they belong on the last axis."
    ),
    Relation.AXES_REORDERED: message("Your values are right, but the axes are in another order."),
    Relation.BORDER_WRONG: message("Your values are right inside; only the border is wrong."),
    Relation.FIRST_OF_BATCH: message("Only the first entry of the batch is right."),
    Relation.FIRST_ROW: message("Only the first row is right."),
    Relation.BEGINNING: message(
        "Your values are right up to a cell, and all are 0 after it. Does the loop end too early, "
        "or does a `return` stand inside it?"
    ),
}
