"""x and y are swapped.

caught_by: test_lines
replaces: city, ax
ko: x와 y가 바뀌었습니다. 달이 x입니다.
en: x and y are swapped. The months are x.
"""

fig, ax = plt.subplots()
for city in rain:
    ax.plot(rain[city], rain.index, label=city)
ax.set(title="Rain", xlabel="month", ylabel="mm")
ax.legend()
