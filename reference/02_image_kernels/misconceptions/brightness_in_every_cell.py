"""BRIGHTEN and DARKEN have their factor in all nine cells.

caught_by: test_brighten_darken_identity
replaces: BRIGHTEN, DARKEN
ko: BRIGHTEN과 DARKEN의 아홉 칸이 모두 같은 값입니다. 그러면 이웃 아홉 화소가 모두 더해집니다. 밝기를 바꾸는 데 이웃이 필요한지 생각해 보세요.
en: All nine cells of BRIGHTEN and DARKEN hold the factor, so that nine neighbours are added up.
Does a change of brightness need its neighbours?
"""

BRIGHTEN = [[1.5] * 3 for _ in range(3)]
DARKEN = [[0.5] * 3 for _ in range(3)]
