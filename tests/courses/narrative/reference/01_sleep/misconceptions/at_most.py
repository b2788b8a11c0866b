"""At most.

caught_by: test_worked_share
costs: 63 %, because the function is most of the exercise
ko: 딱 그만큼 잔 밤도 세었습니다.
en: Nights of exactly that many hours are counted, too.
"""


def share_below(hours, limit):
    if not hours:
        return 0.0
    return sum(hour <= limit for hour in hours) / len(hours)
