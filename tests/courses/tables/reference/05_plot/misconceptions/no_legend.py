"""No legend.

caught_by: test_words
replaces: city, ax
ko: 범례가 없습니다. 어느 선이 어느 도시인지 알 수 없습니다.
en: There is no legend, so nobody can tell which line is which city.
"""

fig, ax = plt.subplots()
for city in rain:
    ax.plot(rain.index, rain[city], label=city)
ax.set(title="Rain", xlabel="month", ylabel="mm")
