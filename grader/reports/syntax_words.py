"""Python's words about a line that it cannot read -> what they mean, and what to try."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from grader.i18n import N_, gettext

if TYPE_CHECKING:
    from grader.model import Language

_COUNT_BRACKETS = N_(
    "Count the brackets of the line, each kind by itself: every ( and [ needs its ) and ]."
)

# a part of Python's words -> what that means, and what to try; the first that fits
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
    "cannot assign to function call": (
        N_("A call, with round brackets, stands left of `=`."),
        N_("An entry of an array has square brackets: x[i] = …; to compare, write `==`."),
    ),
    "cannot assign to": (
        N_("Something stands left of `=` that cannot be given a value; to compare, write `==`."),
        N_("Left of `=` stands a name, `name[...]` or `name.part`. Is the line turned round?"),
    ),
    "cannot contain assignment": (
        N_("In a call, a single name stands left of `=`; to compare, write `==`."),
        "",
    ),
    "Maybe you meant '=='": (N_("`=` gives a name a value; to compare, write `==`."), ""),
    "f-string": (
        N_('In a text f"..." a curly bracket is not closed, or nothing stands in it.'),
        N_("Count the curly brackets of the line: each value stands in a pair of its own."),
    ),
    "non-printable character": (
        N_("A sign that cannot be seen stands here, most often from a copied text."),
        N_("Delete the spaces at the caret (^), and type them anew."),
    ),
    "line continuation": (
        N_("Nothing may stand behind a backslash (\\) in its line."),
        N_("Write / to divide; and take a backslash at the end of a line out, with what follows."),
    ),
    "unicodeescape": (
        N_("A backslash (\\) in a text begins a special sign."),
        N_("Write / in place of the backslash, or put an r before the quotation mark."),
    ),
    "leading zeros": (N_("A whole number must not begin with 0."), ""),
    "expected '('": (
        N_("Round brackets come after the name in `def`, even if nothing stands in them."),
        "",
    ),
    "expected 'except' or 'finally'": (
        N_("A `try` needs an `except` below it, with the same margin."),
        "",
    ),
    "duplicate argument": (N_("Two parameters have the same name."), ""),
    "non-default argument": (N_("Parameters with a value (`=`) come after those without."), ""),
    "without a default": (N_("Parameters with a value (`=`) come after those without."), ""),
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


# what the line looks like -> what is written otherwise in Python, and what to try
_HABITS: tuple[tuple[str, str, str], ...] = (
    (
        r"\}?\s*else\s+if\b|\}?\s*els(?:e)?if\b",
        N_("Python writes `elif` for `else if`."),
        N_("Write `elif`, the condition, and a colon at the end of the line."),
    ),
    (
        r".*\w\s*(?:\+\+|--)\s*;?\s*$",
        N_("Python has no ++ and no --."),
        N_("Write i += 1 to count up and i -= 1 to count down."),
    ),
    (r".*(?:&&|\|\|)", N_("Python writes `and` for && and `or` for ||."), ""),
    (
        r".*(?:=>|=<|=!|<>)",
        N_("Comparisons are written >=, <=, != and ==, in this order of signs."),
        "",
    ),
    (
        r"(?:define|function|func|fn|void|public|static|int|float|double)\s+\w+\s*\(",
        N_("A function begins with `def`."),
        N_("Write `def`, the name, the parameters in brackets and a colon, as in the starter."),
    ),
    (
        r"(?:int|float|double|var|let|const|auto)\s+\w+\s*=",
        N_("In Python no word stands before the name of a variable: name = value."),
        "",
    ),
    (
        r"(?:If|For|While|Def|Return|Else|Elif|Import|From|Class|IF|FOR|WHILE|DEF|RETURN|ELSE)\b",
        N_("Python's own words are written in small letters: if, for, while, def, return."),
        "",
    ),
    (
        r"(?:else|elif|except|finally)\b",
        N_("This line belongs to an `if`, `for` or `try` that must stand above it."),
        N_("Give it the margin of its `if`; between them, every line must be indented further."),
    ),
    (
        r"(?:!\s*)?(?:pip3?|conda|python3?)\s+\w+",
        N_("This is a command for the terminal, not Python."),
        N_("Take the line out of the file."),
    ),
    (
        r"(?:>>>|```|In \[\d)",
        N_("This sign was copied together with the code."),
        N_("Take the sign, or the line, out."),
    ),
    (
        r"(?:if|elif|else|for|while|def|class)\b.*\{\s*$",
        N_("Python has no curly brackets around a block."),
        N_("Write a colon at the end of the line, and indent the lines inside by four spaces."),
    ),
)
_UNSPECIFIC = ("invalid syntax", "expected ':'", "'{' was never closed")


def explain_syntax(words: str, source: str, language: Language) -> str:
    """Explain why Python cannot read a line; empty for rare reasons.

    Args:
        words: Python's.
        source: the line, without its margin.
        language: of the sentence.
    """
    return gettext(text, language) if (text := _about(words, source)[0]) else ""


def hint_at_syntax(words: str, source: str) -> str:
    """What to try at a line that Python cannot read, as the catalog's key; empty for rare ones."""
    return _about(words, source)[1]


def _about(words: str, source: str) -> tuple[str, str]:
    line = source.rpartition("\n")[2].strip()
    if any(part in words for part in _UNSPECIFIC):
        for habit, meaning, attempt in _HABITS:
            if re.match(habit, line):
                return meaning, attempt
    if "literal" in words and _has_unseen_behind_digit(line):
        words = "non-printable character"  # early versions of 3.11 call it an invalid number
    return next((texts for part, texts in _SYNTAX.items() if part in words), ("", ""))


def _has_unseen_behind_digit(line: str) -> bool:
    # what cannot be seen may have got a name, as `⟦U+200B⟧`
    pairs = itertools.pairwise(line)
    return any(one.isdigit() and (two == "⟦" or not two.isprintable()) for one, two in pairs)
