"""The bars are in the order of the series.

caught_by: test_sorted_bars
ko: 막대가 주어진 순서대로입니다. 큰 것부터 그려야 합니다.
en: The bars are in the given order. The largest comes first.
"""


def bars_of(series):
    figure, axes = plt.subplots()
    axes.bar(series.index, series)
    return figure
