"""From zero.

caught_by: test_numbers, test_many_numbers
costs: 50 %, because each number of number_lines is wrong
ko: 번호가 0부터 시작합니다.
en: The numbers begin at 0.
"""


def number_lines(source, target):
    with open(source) as file, open(target, "w") as numbered:
        for number, line in enumerate(file):
            numbered.write(f"{number} {line}")
