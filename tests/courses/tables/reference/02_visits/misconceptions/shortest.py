"""The shortest.

caught_by: test_longest
ko: 가장 짧은 쪽입니다.
en: This is the page with the least time.
"""

longest = visits["page"].iloc[-1]
