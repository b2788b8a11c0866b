"""Names with capitals.

caught_by: test_pages, test_total, test_sorted
costs: 78 %, because every later table has these names
ko: 이름이 대문자로 시작합니다. 소문자로 써야 합니다.
en: The names begin with capitals. They should be in small letters.
"""

visits = visits.assign(page=visits["page"].str.title())
