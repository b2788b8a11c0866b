"""The driest.

caught_by: test_wettest
ko: 비가 가장 적은 도시입니다.
en: This is the city with the least rain.
"""

wettest = by_city.idxmin()
