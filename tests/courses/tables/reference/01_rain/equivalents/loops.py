"""Loops over rows."""

import pandas as pd

rain = pd.DataFrame(
    {
        "city": ["Seoul", "Busan", "Seoul", "Busan", "Jeju"],
        "mm": [3.5, 7.0, 1.5, None, 9.0],
    }
)
rows = [(city, mm) for city, mm in zip(rain["city"], rain["mm"]) if mm == mm]
clean = pd.DataFrame(rows, columns=["city", "mm"])
sums = {}
for city, mm in rows:
    sums.setdefault(city, []).append(mm)
by_city = pd.Series({city: sum(sums[city]) / len(sums[city]) for city in sorted(sums)}, name="mm")
by_city.index.name = "city"
wettest = max(sums, key=lambda city: by_city[city])


def total_of(table, city):
    total = 0.0
    for _, row in table.iterrows():
        if row["city"] == city:
            total += row["mm"]
    return total
