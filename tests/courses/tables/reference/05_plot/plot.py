"""Lines and bars."""

import matplotlib.pyplot as plt
import pandas as pd

rain = pd.DataFrame({"Seoul": [20.0, 25.0, 46.0], "Busan": [34.0, 50.0, 80.0]}, index=[1, 2, 3])

# BEGIN SOLUTION values
fig = plt.figure()
ax = fig.add_subplot()
for city in rain:
    ax.plot(rain.index, rain[city], label=city)
ax.set_title("Rain")
ax.set_xlabel("month")
ax.set_ylabel("mm")
ax.legend()
# END SOLUTION


def bars_of(series):
    """A figure with a bar for each entry, the largest first. 큰 것부터 막대로 그린 그림."""
    # BEGIN SOLUTION
    ordered = series.sort_values(ascending=False)
    figure, axes = plt.subplots()
    axes.bar(ordered.index, ordered)
    return figure
    # END SOLUTION
