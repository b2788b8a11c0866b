"""Letters as a list, the date as text, one price too few.

caught_by: test_kinds, test_opened, test_total
costs: 50 %, because each is an idea of its own
ko: 집합이 아니라 목록입니다. 날짜가 아니라 글자입니다.
en: This is a list, not a set; and text, not a date.
"""

kinds = ["a", "b", "c"]
opened = "2026-11-30"
total = 1.2 + 0.4 + 1.5
