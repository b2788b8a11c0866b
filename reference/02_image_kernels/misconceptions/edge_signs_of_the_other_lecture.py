"""The edge kernels have the signs of the other lecture.

caught_by: test_edge_kernels
replaces: VERTICAL_EDGES, HORIZONTAL_EDGES
ko: 두 모서리 커널의 부호가 반대입니다. 다른 강의에는 그렇게 적혀 있고 세기는 같지만, 이 과제의 상수는 설명의 표대로 적습니다. 밝은 쪽이 왼쪽일 때 값이 양수여야
합니다.
en: The two edge kernels have opposite signs. The other lecture writes them so, and the strength
is the same, but the constants are to be those of the table: positive where the left side is the
bright one.
"""

VERTICAL_EDGES = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
HORIZONTAL_EDGES = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
