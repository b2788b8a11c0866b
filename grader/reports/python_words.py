"""Python's words about an exception -> the same in the words of the course, and what to try."""

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
    "LinAlgError": N_("This matrix has no inverse, or its shape does not fit."),
    "StopIteration": N_("next() found nothing more."),
    "EOFError": N_(
        "input() waits for the keyboard, and nobody sits there when your code is graded."
    ),
}

_WHOLE_NUMBER = N_("An index or a size must be a whole number.")
_DIVIDE_WHOLE = N_("`/` gives a float even where nothing is left over: divide by `//`.")
_ONE_WHOLE = N_("One whole number is needed here, and this is a tuple or a list.")
_LENGTHS = N_("For the number of rows write len(x) or x.shape[0]; x.shape itself is a tuple.")
_UNLIKE_SHAPES = N_("Two arrays meet here whose shapes do not go together.")
_PRODUCT = N_("A product of two arrays whose shapes do not fit.")
_SHAPES = N_("Print the shape of each array in this line. Which one is not as you thought?")
_NO_CALL = N_("A function stands here without its brackets, where its value is meant.")
_CALL_IT = N_("Write the brackets that call it: x.copy(), not x.copy.")
_EMPTY = N_("The piece is empty: no value in it could be the largest or the smallest.")
_WHERE_IT_LIES = N_("Print where the piece begins and ends: does it lie beyond the border?")
_NO_NUMBER = N_("A text is no number.")
_NO_QUOTES = N_("Write the numbers without quotation marks.")

# a part of Python's words -> what they mean, and what to try; the first that fits
_WORDS: dict[str, tuple[str, str]] = {
    "could not be broadcast": (_UNLIKE_SHAPES, _SHAPES),
    "could not broadcast": (_UNLIKE_SHAPES, _SHAPES),
    "mismatch in its core dimension": (_PRODUCT, _SHAPES),
    "not aligned": (_PRODUCT, _SHAPES),
    "truth value of an array": (
        N_(
            "One True or False is needed here, and this is an array of them: np.where chooses "
            "cell by cell."
        ),
        N_("Write np.where(condition, a, b) in place of the `if`, or loop over the cells."),
    ),
    "too many values to unpack": (
        N_("The value on the right has more parts than there are names on the left."),
        _SHAPES,
    ),
    "not enough values to unpack": (
        N_("The value on the right has fewer parts than there are names on the left."),
        _SHAPES,
    ),
    "cannot unpack non-iterable": (
        N_("One single value is to be shared among several names: it has no parts."),
        N_("Print this value. Should it be a pair here, or is one name on the left enough?"),
    ),
    "multiple values for argument": (
        N_("A call gives one argument twice: by its place and by its name."),
        "",
    ),
    "'NoneType'": (
        N_("A value is None here: it was never given one, or a function returned nothing."),
        N_("Which name in this line is None? Look for the line, or the `return`, that makes it."),
    ),
    "'ellipsis'": (
        N_("`...` stands for something that is still to be written."),
        N_("Write the calculation in place of `...`."),
    ),
    "'builtin_function_or_method'": (_NO_CALL, _CALL_IT),
    "'function'": (_NO_CALL, _CALL_IT),
    "'method'": (_NO_CALL, _CALL_IT),
    "not callable": (
        N_("Round brackets stand behind something that is no function; they would call it."),
        N_(
            "An entry of an array stands in square brackets: x[i]. Or has a variable of yours the "
            "name of a function, such as sum or max?"
        ),
    ),
    "not subscriptable": (
        N_("Square brackets stand behind something that has no entries."),
        N_("Print what stands before the brackets: is it a single number?"),
    ),
    "Cannot interpret": (
        N_("NumPy takes the second argument for a dtype: a shape is one tuple."),
        N_("Put the shape into brackets of its own: np.zeros((rows, columns))."),
    ),
    "'tuple' object cannot be interpreted": (_ONE_WHOLE, _LENGTHS),
    "'list' object cannot be interpreted": (_ONE_WHOLE, _LENGTHS),
    "or slices, not tuple": (
        N_("A list has no entry [i, j]: that is for NumPy arrays."),
        N_("np.asarray(...) makes an array of the list; or write x[i][j]."),
    ),
    "only integer scalar arrays": (_WHOLE_NUMBER, _DIVIDE_WHOLE),
    "cannot be interpreted as an integer": (_WHOLE_NUMBER, _DIVIDE_WHOLE),
    "indices must be integers": (_WHOLE_NUMBER, _DIVIDE_WHOLE),
    "expected a sequence of integers": (_WHOLE_NUMBER, _DIVIDE_WHOLE),
    "only integers, slices": (_WHOLE_NUMBER, _DIVIDE_WHOLE),
    "must be of integer": (_WHOLE_NUMBER, _DIVIDE_WHOLE),
    "too many indices for array": (
        N_("More indices stand in the brackets than the array has axes."),
        N_("Print the shape of this array: there is one index for each number in it."),
    ),
    "boolean index did not match": (
        N_("True and False choose cells only from an array of the same shape."),
        _SHAPES,
    ),
    "out of bounds for array of dimension": (
        N_("The array has no such axis: the last one of n is n - 1."),
        N_("Print the shape just before this line: how many axes are there?"),
    ),
    "assignment index out of range": (
        N_("The list has no such place yet: it grows by append alone."),
        N_("Make the list long enough first, as [0] * n, or write x.append(...)."),
    ),
    "pop from empty": (N_("The list is empty: nothing is left to take out."), ""),
    "zero-size array": (_EMPTY, _WHERE_IT_LIES),
    "empty sequence": (_EMPTY, _WHERE_IT_LIES),
    "argument is empty": (_EMPTY, _WHERE_IT_LIES),
    "negative dimensions": (
        N_("A length came out below 0."),
        N_("Print the numbers that the length is made of: which is larger than you thought?"),
    ),
    "inhomogeneous shape": (N_("The rows of an array must all be of the same length."), _SHAPES),
    "element with a sequence": (
        N_("One cell takes one number, and several are put into it."),
        N_("Print the shape of what stands right of `=`: should it be added up first?"),
    ),
    "can be converted to Python scalars": (
        N_("One number is needed here, and this is an array of several."),
        N_("The functions of `math` take one number; NumPy's, such as np.exp, take arrays."),
    ),
    "string to float": (_NO_NUMBER, _NO_QUOTES),
    "invalid literal for int": (_NO_NUMBER, _NO_QUOTES),
    "convert float NaN": (N_("nan is no whole number: it comes from a division by 0."), ""),
    "Cannot cast ufunc": (
        N_("`+=` and its like keep the dtype of the array on the left, and floats do not fit."),
        N_("Make that array of floats, as np.zeros(shape) does, or write x = x + y."),
    ),
    "read-only": (
        N_("Nothing may be written into this array."),
        N_("Copy it first: x = np.array(x)."),
    ),
    "does not support item assignment": (
        N_("Single entries of this value cannot be changed: it is no list and no array."),
        N_("Print its type(...). Make a list or an array of it first."),
    ),
    "has no len()": (
        N_("A single number has no length."),
        N_("Print this value: should it be a list or an array?"),
    ),
    "is not iterable": (
        N_("A single value stands where several are needed, one after the other."),
        N_("To count, write `for i in range(n)`. Or should this be a list or an array?"),
    ),
    "not supported between": (
        N_("Two values are compared whose types do not go together."),
        N_("Print type(...) of both. If one may be a word such as 'same', test for that first."),
    ),
    "unsupported operand": (
        N_("The two values of this operation have types that do not go together."),
        N_("Print type(...) of both: is one of them a list or a text?"),
    ),
    "can only concatenate": (
        N_("`+` joins a list or a text only with another of its kind."),
        N_("np.asarray(...) makes arrays, which are added cell by cell; append adds one entry."),
    ),
    "can't multiply sequence": (
        N_("`*` does not multiply lists or tuples cell by cell."),
        N_("np.asarray(...) makes an array of a list; a pair can be taken apart: a, b = pair."),
    ),
    "'list' object has no attribute": (
        N_("A list is no array and has nothing of this name."),
        N_("np.asarray(...) makes an array of the list."),
    ),
    "'numpy.ndarray' object has no attribute 'append'": (
        N_("An array does not grow: it has no append."),
        N_("Collect the values in a list and make an array of it at the end: np.array(values)."),
    ),
    "module '": (
        N_("The library has nothing of this name: it is misspelt, or of another version."),
        N_("Compare the name with the library's own description, letter by letter."),
    ),
    "math domain error": (
        N_("A function of `math` has no value for this number, such as the root of -1."),
        "",
    ),
    "cannot reshape": (
        N_("The new shape must hold as many cells as the array has."),
        _SHAPES,
    ),
}
# a call does not fit to a `def`
_ARGUMENTS = ("positional argument", "unexpected keyword argument", "required keyword-only")
_OF_STARTER = (
    N_("The `def` of your function does not take this call."),
    N_("Copy the `def` line from the starter: the same names in the same order."),
)
_OF_OWN = (
    N_("A call gives other arguments than the function takes."),
    N_("Compare the call with the `def` of the function, or with its description."),
)


def explain_exception(name: str, words: str, language: Language, *, by_check: bool) -> str:
    """Explain one of Python's exceptions in a sentence; empty for a rare one.

    Args:
        name: of its class.
        words: its text; empty if that is not shown.
        language: of the sentence.
        by_check: whether no line of the student's had been reached.
    """
    if name == "NameError" and "'np'" in words:
        text = N_("`import numpy as np` is missing at the top of the file, or it failed.")
        return gettext(text, language)
    text = _about_words(words, by_check=by_check)[0] or _EXCEPTIONS.get(name, "")
    return gettext(text, language) if text else ""


def hint_at_exception(words: str, *, by_check: bool) -> str:
    """What to try at an exception, by its words, as the catalog's key; empty for rare ones."""
    return _about_words(words, by_check=by_check)[1]


def _about_words(words: str, *, by_check: bool) -> tuple[str, str]:
    if any(part in words for part in _ARGUMENTS):
        return _OF_STARTER if by_check else _OF_OWN
    return next((texts for part, texts in _WORDS.items() if part in words), ("", ""))
