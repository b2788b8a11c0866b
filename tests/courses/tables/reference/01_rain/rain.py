"""A table of rain."""

import pandas as pd

rain = pd.DataFrame(
    {
        "city": ["Seoul", "Busan", "Seoul", "Busan", "Jeju"],
        "mm": [3.5, 7.0, 1.5, None, 9.0],
    }
)

# BEGIN SOLUTION values
clean = rain.dropna().reset_index(drop=True)
by_city = clean.groupby("city")["mm"].mean()
wettest = by_city.idxmax()
# END SOLUTION


def total_of(table, city):
    """The sum of `mm` in the rows of a city. 한 도시의 `mm` 합."""
    # BEGIN SOLUTION
    return float(table[table["city"] == city]["mm"].sum())
    # END SOLUTION
