"""One question.

caught_by: test_age, test_stubborn_age
ko: 나이를 한 번만 묻습니다.
en: The age is asked only once.
"""


def ask_age():
    return int(input("Age? "))
