"""The rows keep their numbers.

caught_by: test_clean
ko: 행 번호가 그대로입니다. 0부터 다시 매겨야 합니다.
en: The rows have kept their numbers. They should be numbered from 0 again.
"""

clean = rain.dropna()
