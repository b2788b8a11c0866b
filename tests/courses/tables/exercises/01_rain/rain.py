"""A table of rain."""

import pandas as pd

rain = pd.DataFrame(
    {
        "city": ["Seoul", "Busan", "Seoul", "Busan", "Jeju"],
        "mm": [3.5, 7.0, 1.5, None, 9.0],
    }
)

# None을 알맞은 값으로 바꾸세요. Put the right values in place of None.
clean = None
by_city = None
wettest = None


def total_of(table, city):
    """The sum of `mm` in the rows of a city. 한 도시의 `mm` 합."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("total_of")
