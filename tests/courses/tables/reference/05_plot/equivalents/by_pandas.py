"""pandas draws."""

import matplotlib.pyplot as plt
import pandas as pd

rain = pd.DataFrame({"Seoul": [20.0, 25.0, 46.0], "Busan": [34.0, 50.0, 80.0]}, index=[1, 2, 3])

fig = rain.plot(title="Rain", xlabel="month", ylabel="mm").figure
plt.show()


def bars_of(series):
    plt.figure()
    return series.sort_values(ascending=False).plot.bar().figure
