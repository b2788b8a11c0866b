VERTICAL_EDGES = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]
HORIZONTAL_EDGES = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
