"""The number of nights.

caught_by: test_worked_share, test_many_shares
costs: 63 %, because the function is most of the exercise
ko: 밤의 수이고 몫이 아닙니다.
en: This is the number of nights, not their share.
"""


def share_below(hours, limit):
    return float(sum(hour < limit for hour in hours))
