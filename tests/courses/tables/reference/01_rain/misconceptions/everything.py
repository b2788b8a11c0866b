"""All rows.

caught_by: test_worked_total, test_many_totals
costs: 38 %, because it is the whole function
ko: 모든 도시의 합입니다. 한 도시의 행만 더해야 합니다.
en: This is the sum of all cities. Only the rows of one city count.
"""


def total_of(table, city):
    return float(table["mm"].sum())
