"""A cause -> advice: what to look at first, then what to try if that was not enough."""

from __future__ import annotations

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
        N_("Compare the type of your result with the docstring: print(type(result))."),
        N_("np.array(...) makes an array of a list, int(...) a whole number, tuple(...) a tuple."),
    ),
    Cause.WRONG_LENGTH: (
        N_("Count on paper how many entries this call should give, and see which one is missing."),
    ),
    Cause.WRONG_SHAPE: (
        N_("Count on paper how many places there are in each direction for this call."),
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
}

_MISSPELT = N_("Mend the name of the library, if it is a slip of the pen.")

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
    return gettext(_EXCEPTIONS[name], language) if name in _EXCEPTIONS else ""


def hints_of(outcome: Outcome, language: Language) -> list[str]:
    """Give the ladder of hints that fits the fault.

    The check's own where the value of the answer is wrong; else advice on this kind of fault.
    """
    if outcome.cause in ABOUT_VALUES:
        return [pick(hint, language) for hint in outcome.hints]
    advice = _ADVICE.get(outcome.cause, ()) if outcome.cause is not None else ()
    if outcome.cause is Cause.NOT_ALLOWED and outcome.details:  # it may be a slip for another name
        advice = (_MISSPELT, *advice)
    return [gettext(text, language) for text in advice]
