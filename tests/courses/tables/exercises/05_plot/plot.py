"""Lines and bars."""

import matplotlib.pyplot as plt
import pandas as pd

rain = pd.DataFrame({"Seoul": [20.0, 25.0, 46.0], "Busan": [34.0, 50.0, 80.0]}, index=[1, 2, 3])

# None을 알맞은 값으로 바꾸세요. Put the right values in place of None.
fig = None
ax = None


def bars_of(series):
    """A figure with a bar for each entry, the largest first. 큰 것부터 막대로 그린 그림."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("bars_of")
