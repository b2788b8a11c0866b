"""Python's words about an error -> the same in the words of the course, and what to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.i18n import N_, gettext

if TYPE_CHECKING:
    from grader.model import Language

# the commonest exceptions, said in other words beside Python's own
_EXCEPTIONS: dict[str, str] = {
    "IndexError": N_("An index is beyond the end: the last one of n entries is n - 1."),
    "TypeError": N_("An operation or a call got a value of a type that it cannot use."),
    "ValueError": N_("A value of the right type does not fit, most often by its shape."),
    "NameError": N_("This name is not defined here: it is misspelt, or was never given a value."),
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

_COUNT_BRACKETS = N_(
    "Count the brackets of the line, each kind by itself: every ( and [ needs its ) and ]."
)

# a part of Python's words about a line that it cannot read -> what that means, and what to try
_SYNTAX: dict[str, tuple[str, str]] = {
    "was never closed": (N_("A bracket is opened here and never closed."), _COUNT_BRACKETS),
    "unmatched '": (N_("A bracket is closed here that was not opened."), _COUNT_BRACKETS),
    "does not match opening": (N_("A bracket is closed by one of another kind."), _COUNT_BRACKETS),
    "unterminated": (
        N_("A text has no quotation mark at its end."),
        N_("End the text with the same quotation mark that it begins with."),
    ),
    "expected ':'": (
        N_("A colon (:) is missing at the end of `def`, `if`, `for`, `while` or the like."),
        N_("Write the colon where the caret (^) points."),
    ),
    "expected an indented block": (
        N_("The lines inside must be indented further than the line above."),
        N_(
            "Is the body missing, or only its margin? Write it below the line with the colon, four "
            "spaces further in; a comment alone is no body, `pass` is one."
        ),
    ),
    "unexpected indent": (
        N_("This line is indented further than the one above, without a reason."),
        N_(
            "Give the line the margin of the line above it. Only after a line that ends in a colon "
            "does the next one go further in."
        ),
    ),
    "unindent does not match": (
        N_("This line is indented otherwise than the lines that it follows."),
        N_("Give the line exactly the margin of the block to which it belongs."),
    ),
    "inconsistent use of tabs": (
        N_("Tabs and spaces are mixed: indent with four spaces everywhere."),
        N_("Delete the margin of this line and of its neighbours, and type it anew with spaces."),
    ),
    "forgot a comma": (
        N_("A comma or an operator seems to be missing between two values."),
        N_("What should stand between the two values at the caret (^): `,`, `*`, `+` …?"),
    ),
    "Maybe you meant '=='": (N_("`=` gives a name a value; to compare, write `==`."), ""),
    "cannot assign to": (
        N_("Something stands left of `=` that cannot be given a value."),
        N_("Left of `=` stands a name, `name[...]` or `name.part`. Is the line turned round?"),
    ),
    "invalid character": (
        N_("A sign stands here that is not Python, such as a wide bracket or quote."),
        N_("Delete the sign at the caret (^) and type it anew on the English keyboard."),
    ),
    "'return' outside function": (
        N_("`return` stands outside a function: look at its indentation."),
        N_("Indent this line as far as the other lines of the function to which it belongs."),
    ),
    "outside function": (
        N_("`yield` and `await` are for inside a function: look at the indentation."),
        N_("Indent this line as far as the other lines of the function to which it belongs."),
    ),
    "outside loop": (
        N_("`break` and `continue` are for inside a loop: look at the indentation."),
        N_("Indent this line as far as the lines inside the loop, or use `return`."),
    ),
    "not properly in loop": (
        N_("`break` and `continue` are for inside a loop: look at the indentation."),
        N_("Indent this line as far as the lines inside the loop, or use `return`."),
    ),
    "Missing parentheses in call to 'print'": (
        N_("print needs brackets: print(...)."),
        N_("Put brackets around all that is to be printed."),
    ),
    "invalid decimal literal": (
        N_("A name must not begin with a digit."),
        N_("Let the name begin with a letter, or write the operator that is missing: 2 * x."),
    ),
    "positional argument follows keyword": (
        N_("Arguments with a name come after those without."),
        "",
    ),
    "invalid syntax": (
        N_("Python expects something else here: a sign too many or one missing."),
        "",
    ),
}


def explain_syntax(words: str, language: Language) -> str:
    """Explain Python's words about a line that it cannot read; empty for rare ones."""
    return gettext(text, language) if (text := _about_syntax(words)[0]) else ""


def hint_at_syntax(words: str) -> str:
    """What to try at a line that Python cannot read, as the catalog's key; empty for rare ones."""
    return _about_syntax(words)[1]


def _about_syntax(words: str) -> tuple[str, str]:
    return next((texts for part, texts in _SYNTAX.items() if part in words), ("", ""))


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
