"""The mean.

caught_by: test_total
ko: 합이 아니라 평균입니다.
en: This is the mean, not the sum.
"""

total = sum(hours) / len(hours)
