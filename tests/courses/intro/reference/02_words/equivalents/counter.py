"""The library's own."""

from collections import Counter


def count_words(text):
    return dict(Counter(text.split()))


def initials(text):
    letters = ""
    for word in text.split():
        letters = letters + word[:1]
    return letters


LONGEST = max("we count words".split(), key=len)
