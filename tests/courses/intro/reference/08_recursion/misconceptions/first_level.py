"""The lists in the list are left out.

caught_by: test_worked_total, test_many_totals, test_total_calls_itself
costs: 50 %, because every list of lists is summed wrongly
ko: 목록 안의 목록은 빠뜨렸습니다.
en: The lists in the list are left out.
"""


def total(numbers):
    return sum(item for item in numbers if not isinstance(item, list))
