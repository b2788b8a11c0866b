"""The edge constants are the kernels of ones, without the 2 in the middle.

caught_by: test_edge_kernels, test_worked_edges, test_inner_edges
replaces: VERTICAL_EDGES, HORIZONTAL_EDGES
ko: 모서리를 찾은 두 커널의 가운데 줄에 2 대신 1이 있습니다. 다른 강의의 선 커널이며, 이 과제의 커널은 가운데 줄에 무게를 더 둡니다. 설명의 표와 한 칸씩
견주어 보세요.
en: The middle line of the two edge kernels in use holds 1 instead of 2: those are the other
lecture's line kernels. The kernels of this exercise give that line more weight; compare cell by
cell.
"""

VERTICAL_EDGES = [[1, 0, -1], [1, 0, -1], [1, 0, -1]]
HORIZONTAL_EDGES = [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]
