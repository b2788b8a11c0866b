"""A cause -> advice: what to look at first, then what to try if that was not enough."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.i18n import N_, gettext, pick
from grader.model import Cause

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
        N_("Write the function in place of the line with NotImplementedError."),
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

_MISSPELT = N_("Mend the name of the library, if it is a slip of the pen.")
_UNFILLED = (
    N_("Write the value in place of None. The statement says where it comes from."),
    N_("A 3×3 kernel is a list of three rows, and each row is a list of three numbers."),
)
_OTHER_AXES = (
    N_("Print the shape after each step: where does an axis come or go that should not?"),
    N_("sum, mean and indexing by a number take an axis away; None and stack add one."),
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
    "ZeroDivisionError": (N_("Print the divisor just before this line. When does it become 0?"),),
}

# the commonest exceptions, said in other words beside Python's own
_EXCEPTIONS: dict[str, str] = {
    "IndexError": N_("An index is beyond the end: the last one of n entries is n - 1."),
    "TypeError": N_("An operation or a call got a value of a type that it cannot use."),
    "ValueError": N_("A value of the right type does not fit, most often by its shape."),
    "NameError": N_("A name is not known here: a slip of the pen, or it was never given a value."),
    "UnboundLocalError": N_("A variable is used in the function before it is given a value."),
    "AttributeError": N_("A value has nothing of this name: look at its type and the spelling."),
    "KeyError": N_("The dictionary has no such key."),
    "ZeroDivisionError": N_("A division by zero."),
    "RecursionError": N_("The function calls itself without end."),
    "ModuleNotFoundError": N_("There is no library of this name here."),
    "ImportError": N_("The library has nothing of this name."),
    "MemoryError": N_("There is no room for an array or a list of this size."),
    "OverflowError": N_("A number is too large for its type."),
    "AssertionError": N_("An `assert` in your own code found something that is not true."),
    "FloatingPointError": N_("A calculation left the range of its numbers."),
    "RuntimeWarning": N_("A calculation overflowed, or divided by zero."),
    "EOFError": N_(
        "input() waits for the keyboard, and nobody sits there when your code is graded."
    ),
}

_SHAPE_WORDS = (
    *("could not be broadcast", "mismatch in its core dimension", "not aligned"),
    *("values to unpack", "inhomogeneous shape", "cannot reshape"),
)

# a part of Python's words -> what they mean
_WORDS: dict[str, str] = {
    "could not be broadcast": N_("Two arrays meet here whose shapes do not go together."),
    "mismatch in its core dimension": N_("A product of two arrays whose shapes do not fit."),
    "not aligned": N_("A product of two arrays whose shapes do not fit."),
    "truth value of an array": N_(
        "One True or False is needed here, and this is an array of them: np.where chooses "
        "cell by cell."
    ),
    "too many values to unpack": N_(
        "The value on the right has more parts than there are names on the left."
    ),
    "not enough values to unpack": N_(
        "The value on the right has fewer parts than there are names on the left."
    ),
    "cannot unpack non-iterable": N_(
        "One single value is to be shared among several names: it has no parts."
    ),
    "positional argument": N_(
        "A call gives more or fewer arguments than `def` has; the starter shows the right `def`."
    ),
    "unexpected keyword argument": N_(
        "A call names an argument that `def` does not have; the starter shows the right `def`."
    ),
    "'NoneType'": N_(
        "A value is None here: it was never given one, or a function returned nothing."
    ),
    "only integer scalar arrays": N_("An index or a size must be a whole number."),
    "cannot be interpreted as an integer": N_("An index or a size must be a whole number."),
    "indices must be integers": N_("An index or a size must be a whole number."),
    "inhomogeneous shape": N_("The rows of an array must all be of the same length."),
    "can't multiply sequence": N_("A list is no array: np.asarray(...) makes one of it."),
    "cannot reshape": N_("The new shape must hold as many cells as the array has."),
}


# a part of Python's words about a line that it cannot read -> the same in other words
_SYNTAX: dict[str, str] = {
    "was never closed": N_("A bracket is opened here and never closed."),
    "unmatched '": N_("A bracket is closed here that was not opened."),
    "does not match opening": N_("A bracket is closed by one of another kind."),
    "unterminated": N_("A text has no quotation mark at its end."),
    "expected ':'": N_(
        "A colon (:) is missing at the end of `def`, `if`, `for`, `while` or the like."
    ),
    "expected an indented block": N_(
        "The lines inside must be indented further than the line above."
    ),
    "unexpected indent": N_("This line is indented further than the one above, without a reason."),
    "unindent does not match": N_(
        "This line is indented otherwise than the lines that it follows."
    ),
    "inconsistent use of tabs": N_(
        "Tabs and spaces are mixed: indent with four spaces everywhere."
    ),
    "forgot a comma": N_("A comma or an operator seems to be missing between two values."),
    "Maybe you meant '=='": N_("`=` gives a name a value; to compare, write `==`."),
    "cannot assign to": N_("Something stands left of `=` that cannot be given a value."),
    "invalid character": N_(
        "A sign stands here that is not Python, such as a wide bracket or quote."
    ),
    "outside function": N_("`return` stands outside a function: look at its indentation."),
    "outside loop": N_("`break` and `continue` are for inside a loop: look at the indentation."),
    "Missing parentheses in call to 'print'": N_("print needs brackets: print(...)."),
    "invalid syntax": N_("Python expects something else here: a sign too many or one missing."),
    "invalid decimal literal": N_("A name must not begin with a digit."),
    "positional argument follows keyword": N_("Arguments with a name come after those without."),
}


def explain_syntax(words: str, language: Language) -> str:
    """Explain Python's words about a line that it cannot read; empty for rare ones."""
    return next((gettext(text, language) for part, text in _SYNTAX.items() if part in words), "")


def explain_exception(name: str, words: str, language: Language) -> str:
    """Explain one of Python's exceptions in a sentence; empty for a rare one.

    Args:
        name: of its class.
        words: its text; empty if that is not shown.
        language: of the sentence.
    """
    if name == "NameError" and "'np'" in words:
        text = N_("`import numpy as np` is missing at the top of the file, or it failed.")
        return gettext(text, language)
    for part, text in _WORDS.items():
        if part in words:
            return gettext(text, language)
    return gettext(_EXCEPTIONS[name], language) if name in _EXCEPTIONS else ""


def hints_of(outcome: Outcome, language: Language) -> list[str]:
    """Give the ladder of hints that fits the fault.

    The check's own where the value of the answer is wrong, or a rule of the check is broken; else
    advice on this kind of fault.
    """
    if outcome.cause in {*ABOUT_VALUES, Cause.AGAINST_RULE}:
        return [pick(hint, language) for hint in outcome.hints]
    advice = _ADVICE.get(outcome.cause, ()) if outcome.cause is not None else ()
    if outcome.cause is Cause.NOT_ALLOWED and outcome.details:  # it may be a slip for another name
        advice = (_MISSPELT, *advice)
    if outcome.cause is Cause.RAISED and outcome.message is not None:
        advice = (*_first_try(outcome), *advice)
    if outcome.cause is Cause.WRONG_SHAPE and _has_other_axes(outcome):
        advice = _OTHER_AXES
    if unfilled_constant(outcome):
        advice = _UNFILLED
    if outcome.cause is Cause.RETURNED_NONE and any(call.is_value for call in outcome.calls):
        advice = _UNFILLED[:1]
    return [gettext(text, language) for text in advice]


def unfilled_constant(outcome: Outcome) -> str:
    """The constant that still is None, as a driver's NotImplementedError names it; else empty."""
    if outcome.cause is not Cause.NOT_WRITTEN:
        return ""
    named = [str(detail.values.get("text", "")) for detail in outcome.details]
    return next((name for name in named if name.isidentifier() and name.isupper()), "")


def _first_try(outcome: Outcome) -> tuple[str, ...]:
    """What to try first at an exception."""
    words = words_of(outcome)
    if raises_itself(outcome):
        return (N_("The check's arguments are right here. Why does your own test refuse them?"),)
    if "name 'np'" in words:
        return (N_("Write `import numpy as np` as the first line of the file."),)
    if any(part in words for part in _SHAPE_WORDS):
        return (N_("Print the shape of each array in this line. Which one is not as you thought?"),)
    kind = outcome.message.values.get("type") if outcome.message is not None else ""
    return _TRY.get(str(kind), ())


def raises_itself(outcome: Outcome) -> bool:
    """Whether the student's own `raise` is the line at fault."""
    return bool(outcome.frames) and outcome.frames[-1].source.startswith("raise ")


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
