"""Zero is an age.

caught_by: test_stubborn_age
ko: 0도 나이로 받습니다.
en: Zero is taken for an age.
"""


def ask_age():
    while True:
        answer = input("Age? ")
        if answer.isdigit():
            return int(answer)
