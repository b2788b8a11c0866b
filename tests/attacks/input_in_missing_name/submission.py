"""Tells a hidden input as a name that is not defined."""


def tell(value):
    word = "input" + "".join(letter for letter in str(value) if letter.isdigit())
    return eval(word)


def double(image):
    return tell(image)


def twice(number):
    return tell(number)
