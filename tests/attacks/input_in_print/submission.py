"""Tells a hidden input by printing it."""


def tell(value):
    word = "input" + "".join(letter for letter in str(value) if letter.isdigit())
    print(word)


def double(image):
    return tell(image)


def twice(number):
    return tell(number)
