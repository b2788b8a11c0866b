"""A cause -> advice: what to look at first, then what to try if that was not enough."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.i18n import N_, gettext, pick
from grader.model import Cause, Relation

from .python_words import hint_at_exception
from .syntax_words import hint_at_syntax

if TYPE_CHECKING:
    from grader.model import Language, Outcome

# the form of the answer is right and its value is wrong: the hints of checks are written for that
ABOUT_VALUES = frozenset(
    {
        *(Cause.WRONG_VALUES, Cause.WRONG_PROPERTY, Cause.WRONG_MODEL, Cause.NOT_COMPILED),
        *(Cause.WRONG_LOSS, Cause.LOSS_STAYED, Cause.BELOW_BAND, Cause.WRONG_ANSWER),
    }
)

_ADVICE: dict[Cause, tuple[str, ...]] = {
    Cause.NOT_WRITTEN: (
        N_("Write the body of the function in place of the line with NotImplementedError."),
        N_(
            "Write the steps of the statement's example as comments, one a line, and then each "
            "of them in Python."
        ),
    ),
    Cause.MISSING: (
        N_(
            "The function needs exactly this name, and `def` must stand at the start of its line. "
            "The starter shows its first line."
        ),
        N_("Check that the file is saved and that this is the file you work on."),
    ),
    Cause.NO_CELL: (
        N_("Compare with the given file: which line that begins with `# %%` is missing?"),
        N_("Take the given file once more, and put your code into its cells."),
    ),
    Cause.UNREADABLE: (
        N_("Look at this line and at the one above it: brackets, quotes, colon, indentation."),
        N_(
            "Turn the function's lines into comments (#) from the last one upwards, until Python "
            "can read the file: the last line you turned is the one to mend."
        ),
    ),
    Cause.NOT_ALLOWED: (
        N_("Remove this import. The statement says what may be used."),
        N_("What the library did for you is most often what the exercise asks you to write."),
    ),
    Cause.RAISED: (
        N_("Make this call yourself and print the values just before the line that fails."),
        N_("Put the parts of that line into lines of their own; then Python names the part."),
    ),
    Cause.MEMORY: (
        N_("Print the shapes of the arrays that you make: one of them is far larger than needed."),
        N_("Does a list or an array grow in a loop that never ends?"),
    ),
    Cause.TIMEOUT: (
        N_("Print the loop's variable: does it change in each round, and does the loop end?"),
        N_("In a `while` loop, write down what makes its condition false."),
    ),
    Cause.LOADING_TIMEOUT: (
        N_("Code outside the functions runs when the file is loaded: take loops out of it."),
    ),
    Cause.TIME_USED_UP: (
        N_("Mend the slowest function first: all calls together share this time."),
    ),
    Cause.CPU_USED_UP: (
        N_("Count how often your innermost line runs for this call; it should be far less often."),
    ),
    Cause.CRASHED: (
        N_("Take out exit(), quit() and sys.exit(): a function ends with `return`."),
        N_("A function that calls itself needs a case in which it does not."),
    ),
    Cause.CANNOT_CROSS: (
        N_("Return plain numbers, tuples or NumPy arrays, as the docstring says."),
    ),
    Cause.RETURNED_NONE: (
        N_("print() shows a value and does not return it: every way out needs a `return`."),
        N_("Is the `return` inside an `if` that is not true here, or indented into the loop?"),
    ),
    Cause.WRONG_TYPE: (
        N_("Print repr(result): is its type, and that of its entries, what the docstring says?"),
        N_("np.array(...) makes an array of a list, int(...) a whole number, tuple(...) a tuple."),
    ),
    Cause.WRONG_LENGTH: (
        N_("Count on paper how many entries this call should give, and see which one is missing."),
    ),
    Cause.WRONG_SHAPE: (
        N_("Work out on paper how long each axis should be, and see which one differs."),
        N_("Print the shape of your result as soon as it is made: is it right before the loop?"),
    ),
    Cause.WRONG_DTYPE: (
        N_("Print the dtype of your result, and of each array that it is made of."),
        N_("Say the dtype where you make the array, such as np.zeros(shape, dtype=np.float64)."),
    ),
    Cause.NOT_FINITE: (
        N_("Look for a division by 0, a logarithm of 0 or a power too large for this input."),
        N_("Print np.isfinite(x).all() after each step: where does it become False?"),
    ),
    Cause.UNUSABLE: (N_("Compare the type and the shape of your result with the docstring."),),
    Cause.SHOULD_RAISE: (
        N_("Test the arguments at the top of the function, and `raise ValueError(...)` there."),
        N_("Read the docstring's list of ValueErrors and make each of these calls yourself."),
    ),
    Cause.CHANGES_ARGUMENT: (
        N_("Write into an array of your own: `x = np.array(x)` makes a copy, np.asarray does not."),
        N_("`+=` and `x[...] = ...` write into the array itself; so do x.sort() and x.fill()."),
    ),
    Cause.RETURNS_ARGUMENT: (
        N_("A slice, a reshape or a transpose shows the same memory: return a copy of it."),
    ),
    Cause.NO_MODEL: (N_("The function must end with `return model`."),),
    Cause.WRONG_INPUT: (N_("Compare the shape in the Input layer with the statement's."),),
    Cause.BRANCHED: (N_("Build the layers one after the other, as in keras.Sequential."),),
    Cause.LAYER_NOT_ALLOWED: (N_("Use only layers that the statement names."),),
    Cause.LAYERS_DO_NOT_FIT: (
        N_("Call model.summary() and compare the shapes, layer by layer; is a Flatten missing?"),
    ),
    Cause.MODEL_TOO_LARGE: (
        N_("Call model.summary(): which layer has most of the parameters, and why?"),
    ),
    Cause.MODEL_TOO_SLOW: (
        N_("Compare the table of layers with the statement's: the model is larger than needed."),
    ),
    Cause.NOT_ANSWERED: (
        N_(
            "Write into the text cell below the question, or in a Python file between the quotes "
            "of its answer_..., and save the file."
        ),
    ),
    Cause.WRONG_CHOICE: (N_("Read the question again, and each of the choices."),),
}

_MISSPELT = N_("Correct the name of the library, if it is only misspelt.")
_NO_CLASS = (
    N_(
        "The class needs exactly this name, and `class` must stand at the start of its line. The "
        "starter shows its first line."
    ),
    N_("Check that the file is saved and that this is the file you work on."),
)
_NO_VARIABLE = (
    N_(
        "Give the variable its value outside of all functions: exactly this name at the start of a "
        "line, then `=`. The starter shows it."
    ),
    N_("Check that the file is saved and that this is the file you work on."),
)
_OPEN_CLASS = (
    N_("Write the methods of the class in place of `pass` or of NotImplementedError."),
    N_("Begin with `__init__`: what does an object have to remember?"),
)
_EMPTY = (
    N_("Write the steps in place of `pass`; the last one is a `return` with the result."),
    _ADVICE[Cause.NOT_WRITTEN][1],
)
_OPEN_SCRIPT = (
    N_("Write your program in place of the line with NotImplementedError."),
    _ADVICE[Cause.NOT_WRITTEN][1],
)
_OF_VALUE = (
    N_("Print the value and its type(...): is it what the statement asks for, row by row?"),
)
_FORM_OF_VALUE = {Cause.WRONG_SHAPE, Cause.WRONG_LENGTH, Cause.WRONG_TYPE, Cause.WRONG_DTYPE}
_UNFILLED = (
    N_("Write the values in place of None. The statement gives them, or says how to find them."),
    N_("A 3×3 kernel is a list of three rows, and each row is a list of three numbers."),
)
_BY_KIND = {  # where something else than a function is asked for
    (Cause.MISSING, "class"): _NO_CLASS,
    (Cause.MISSING, "variable"): _NO_VARIABLE,
    (Cause.RETURNED_NONE, "variable"): _UNFILLED[:1],
    (Cause.NOT_WRITTEN, "empty"): _EMPTY,
    (Cause.NOT_WRITTEN, "class"): _OPEN_CLASS,
    (Cause.NOT_WRITTEN, "script"): _OPEN_SCRIPT,
}
_FROM_THE_END = re.compile(r":\s*-\s*[a-z_]")  # x[a:-b]
_BY_ZERO = re.compile(r"(?:/|%|divmod\(.*,)\s*\(*0+(?:\.0*)?(?![\w.])")  # written in the line
_LAST_ROUND = N_(
    "Print the loop's variables in each round. After which round does it end, and why?"
)
_TWO_CALLS = N_(
    "Make the two calls yourself, one after the other. Which line should give another value the "
    "second time?"
)
_FIRST_ROUND = N_("Is the `return` indented into the loop? Then the first round is the last one.")
_OTHER_KIND = (
    N_("The test is right here, and the kind of exception is not: `raise ValueError(...)`."),
)
_OTHER_AXES = (
    N_("Print the shape after each step: where does an axis come or go that should not?"),
    N_("sum, mean and indexing by a number take an axis away; None and stack add one."),
)
_DIVIDED = N_("Look for the division: for this input, its divisor becomes 0 in some cell.")
_ZERO = (
    N_("The divisor that stands in this line is 0 itself. By what should be divided here?"),
    N_("Work out the example on paper: by which number do you divide there?"),
)
# what to try at exceptions with a usual cause; for the others, see RAISED
_TRY: dict[str, tuple[str, ...]] = {
    "NameError": (
        N_("Find the line that gives this name its value. Is it above, and spelled the same way?"),
    ),
    "UnboundLocalError": (N_("Give the variable its first value before this line, such as 0."),),
    "AttributeError": (
        N_("Print type(...) of the value left of the dot. Does this type have such a name?"),
    ),
    "KeyError": (N_("Print the dictionary: which keys does it have?"),),
    "IndexError": (
        N_("Print the index and the length just before this line. Which goes too far?"),
    ),
    "RecursionError": (
        N_("Make a first case that returns without calling the function again, or use a loop."),
    ),
    "EOFError": (N_("Take input() out: all that the function needs comes as its arguments."),),
    "AssertionError": (
        N_("Print the values that your `assert` compares: is the condition right for this call?"),
    ),
    "OverflowError": (
        N_("Print the numbers just before this line: where do they become so large?"),
    ),
    "ZeroDivisionError": (N_("Print the divisor just before this line. When does it become 0?"),),
}


def hints_of(outcome: Outcome, language: Language) -> list[str]:
    """Give the ladder of hints that fits the fault.

    The check's own where the value of the answer is wrong, or a rule of the check is broken; else
    advice on this kind of fault.
    """
    if outcome.cause in {*ABOUT_VALUES, Cause.AGAINST_RULE}:
        own = [pick(hint, language) for hint in outcome.hints]
        first = (_LAST_ROUND,) if _is_begun(outcome) else _at_two_calls(outcome)
        return [*(gettext(text, language) for text in first), *own]
    advice = _ADVICE.get(outcome.cause, ()) if outcome.cause is not None else ()
    if outcome.cause is Cause.NOT_ALLOWED and outcome.details:  # it may be a slip for another name
        advice = (_MISSPELT, *advice)
    if outcome.cause is Cause.RAISED and outcome.message is not None:
        of_value = outcome.message.values.get("asked") == "variable"
        advice = (*_first_try(outcome), *(_OF_VALUE if of_value else advice))
    if outcome.cause is Cause.WRONG_SHAPE and _has_other_axes(outcome):
        advice = _OTHER_AXES
    advice = (*_at_two_calls(outcome), *_for_this_one(outcome, advice))
    if outcome.cause is not None and outcome.message is not None:
        kind = str(outcome.message.values.get("asked"))
        advice = _BY_KIND.get((outcome.cause, kind), advice)
    if unfilled_constants(outcome):
        advice = _UNFILLED
    return [gettext(text, language) for text in advice]


def _is_begun(outcome: Outcome) -> bool:
    """Whether the first cells of the answer are right, and the others were never filled."""
    return outcome.relation is Relation.BEGINNING and outcome.misconception is None


def _at_two_calls(outcome: Outcome) -> tuple[str, ...]:
    """What to try where an earlier answer comes back."""
    return (_TWO_CALLS,) if any("earlier" in d.values for d in outcome.details) else ()


def _for_this_one(outcome: Outcome, advice: tuple[str, ...]) -> tuple[str, ...]:
    """The advice on a kind of fault, with what this one shows besides."""
    if outcome.cause in _FORM_OF_VALUE and any(c.text.isidentifier() for c in outcome.calls):
        return _OF_VALUE  # of a constant, no step and no loop leads to it
    if outcome.cause is Cause.SHOULD_RAISE:
        advice = (*_instead_of_raising(outcome), *advice)
    if outcome.cause in {Cause.WRONG_LENGTH, Cause.WRONG_SHAPE} and _has_one_round(outcome):
        advice = (_FIRST_ROUND, *advice)
    if outcome.cause is Cause.NOT_FINITE and "RuntimeWarning" in outcome.output:
        # NumPy has warned of the calculation that went wrong
        is_division = re.search(r"divide by zero|in (?:true_)?divide", outcome.output)
        advice = (_DIVIDED, *advice[1:]) if is_division else advice
    if outcome.cause is Cause.UNREADABLE:
        hint = hint_at_syntax(words_of(outcome), source_of(outcome))
        advice = (hint, *advice[1:]) if hint else advice
    return advice


def unfilled_constants(outcome: Outcome) -> tuple[str, ...]:
    """The constants that still are None, as a driver's NotImplementedError names them, if any."""
    if outcome.cause is not Cause.NOT_WRITTEN:
        return ()
    for detail in outcome.details:
        names = str(detail.values.get("text", "")).split(", ")
        if all(name.isidentifier() and name.isupper() for name in names):
            return tuple(names)
    return ()


def _first_try(outcome: Outcome) -> tuple[str, ...]:
    """What to try first at an exception."""
    words = words_of(outcome)
    if outcome.message is not None and "wanted" in outcome.message.values:
        return _OTHER_KIND if raises_itself(outcome) else _ADVICE[Cause.SHOULD_RAISE]
    if raises_itself(outcome):
        return (N_("The check's arguments are right here. Why does your own test refuse them?"),)
    if "name 'np'" in words:
        return (N_("Write `import numpy as np` as the first line of the file."),)
    if "division" in words and _BY_ZERO.search(source_of(outcome)):
        return _ZERO
    if "into shape (0" in words and _FROM_THE_END.search(source_of(outcome)):
        return (N_("x[a:-b] is empty where b is 0. Count from the front: x[a : a + n]."),)
    if hint := hint_at_exception(words, by_check=not outcome.frames):
        return (hint,)
    kind = outcome.message.values.get("type") if outcome.message is not None else ""
    return _TRY.get(str(kind), ())


def _instead_of_raising(outcome: Outcome) -> tuple[str, ...]:
    """What to write in place of a `return` that is meant as an exception."""
    if re.fullmatch(r"<\w*(?:Error|Exception)>", outcome.actual):
        return (N_("`return` gives an exception back like any value: write `raise` in its place."),)
    if outcome.actual == "None":
        return (N_("Printing a sentence is not enough, nor is None: `raise ValueError(...)`."),)
    return ()


def _has_one_round(outcome: Outcome) -> bool:
    """Whether the answer has one entry where several are asked for."""
    for detail in outcome.details:
        counts = [str(detail.values.get(name, "")) for name in ("expected", "actual")]
        lengths = [re.findall(r"\d+", count) for count in counts]
        if all(len(one) == 1 for one in lengths) and lengths[1] == ["1"] != lengths[0]:
            return True
    return False


def raises_itself(outcome: Outcome) -> bool:
    """Whether the student's own `raise` is the line at fault."""
    column = outcome.frames[-1].column if outcome.frames else 0
    # in one line with its `if`, only the columns tell it from a condition that fails
    return re.match(r"raise\b", source_of(outcome)[max(column, 1) - 1 :]) is not None


def source_of(outcome: Outcome) -> str:
    """The student's line at fault; empty if it is not known."""
    return outcome.frames[-1].source if outcome.frames else ""


def words_of(outcome: Outcome) -> str:
    """Python's own words about a fault; empty if they are not shown."""
    return " ".join(str(detail.values.get("text", "")) for detail in outcome.details)


def _has_other_axes(outcome: Outcome) -> bool:
    """Whether the details of a wrong shape tell of another number of axes."""
    for detail in outcome.details:
        shapes = [str(detail.values.get(name, "")) for name in ("expected", "actual")]
        if all(shape.startswith("(") for shape in shapes):
            counts = {len(re.findall(r"\d+", shape)) for shape in shapes}
            return len(counts) > 1
    return False
