"""Rows and columns are swapped.

caught_by: test_worked_cells, test_cells_without_padding, test_worked_borders, test_cells_at_borders
ko: 행과 열이 서로 바뀌었습니다. cell은 (행, 열)이고 답은 행의 구간이 먼저입니다.
en: Rows and columns are swapped. The cell is (row, column), and the stretch of rows comes first in the answer.
"""


def seen_cells(input_shape, layers, cell):
    check_shape(input_shape)
    windows = windows_of(layers)
    return (
        seen_along(input_shape[1], windows, cell[1]),
        seen_along(input_shape[0], windows, cell[0]),
    )
