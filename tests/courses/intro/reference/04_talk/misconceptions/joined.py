"""Numbers as text.

caught_by: test_sum, test_many_sums
costs: 43 %, because both checks of the sum are about it
ko: 수를 더하지 않고 글을 이어 붙입니다.
en: The answers are joined as text and not added as numbers.
"""


def add_up():
    total = ""
    answer = input("Number? ")
    while answer:
        total += answer
        answer = input("Number? ")
    print("Sum:", total)
