"""Tells a hidden input as its answer."""


def tell(value):
    word = "input" + "".join(letter for letter in str(value) if letter.isdigit())
    return word


def double(image):
    return tell(image)


def twice(number):
    return tell(number)
