"""Values of several types."""

import datetime

prices = {"apple": 1.2, "banana": 0.4, "avocado": 1.75, "cherry": 1.5}

# BEGIN SOLUTION values
total = sum(prices.values())
cheapest = min(prices, key=prices.get)
by_letter = {}
for fruit in prices:
    by_letter.setdefault(fruit[0], []).append(fruit)
kinds = {fruit[0] for fruit in prices}
opened = datetime.date(2026, 11, 30)
# END SOLUTION
