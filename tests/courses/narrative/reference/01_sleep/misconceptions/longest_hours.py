"""The hours of the longest night.

caught_by: test_longest
ko: 가장 긴 밤의 시간이고 요일이 아닙니다.
en: These are the hours of the longest night, not its day.
"""

longest = max(hours)
