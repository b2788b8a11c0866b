"""The dearest.

caught_by: test_cheapest
ko: 가장 비싼 과일입니다.
en: This is the dearest fruit.
"""

cheapest = max(prices, key=prices.get)
