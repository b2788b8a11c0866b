"""Loops."""

from collections import defaultdict
from datetime import date

prices = {"apple": 1.2, "banana": 0.4, "avocado": 1.75, "cherry": 1.5}
total = 0
for price in prices.values():
    total += price
cheapest = sorted(prices.items(), key=lambda item: item[1])[0][0]
letters = defaultdict(list)
for fruit in prices:
    letters[fruit[0]].append(fruit)
by_letter = dict(letters)
kinds = set(by_letter)
opened = date(2026, 11, 30)
