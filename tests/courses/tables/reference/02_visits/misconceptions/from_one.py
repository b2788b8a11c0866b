"""Rows numbered from 1.

caught_by: test_times, test_total, test_sorted
costs: 78 %, because every later table is numbered so
ko: 행 번호가 1부터입니다. 0부터 매겨야 합니다.
en: The rows are numbered from 1. They should be numbered from 0.
"""

visits = visits.reset_index(drop=True).set_axis(range(1, len(visits) + 1))
