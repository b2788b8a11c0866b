"""The kernels for upright and lying edges are exchanged.

caught_by: test_edge_kernels
replaces: VERTICAL_EDGES, HORIZONTAL_EDGES
ko: 두 모서리 커널의 이름이 서로 바뀌었습니다. 세로로 선 모서리는 왼쪽과 오른쪽이 다른 곳입니다. 왼쪽에서 오른쪽을 빼는 커널이 어느 것인지 보세요.
en: The two edge kernels are exchanged. At an upright edge left and right differ. See which of
the two takes the right from the left.
"""

VERTICAL_EDGES = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]
HORIZONTAL_EDGES = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
