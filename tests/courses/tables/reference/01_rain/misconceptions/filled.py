"""Missing values become 0.

caught_by: test_by_city
costs: 50 %, because what follows is computed from it
ko: 값이 없는 곳을 0으로 채웠습니다. 재지 않은 날은 비가 오지 않은 날이 아닙니다.
en: Missing values are filled with 0. A day without a measurement is no day without rain.
"""

clean = rain.fillna(0)
by_city = clean.groupby("city")["mm"].mean()
