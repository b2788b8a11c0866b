"""Initials with dots.

caught_by: test_worked_initials, test_many_initials
ko: 글자 사이에 점이 있습니다.
en: There are dots between the letters.
"""


def initials(text):
    return "".join(word[0] + "." for word in text.split())
