"""The height is taken for the width, too.

caught_by: test_cells_without_padding, test_cells_at_borders
ko: 너비 대신 높이를 쓴 것과 같습니다. 영상은 정사각형이 아닐 수 있으므로 열은 너비로 잘라야 합니다.
en: You use the height where the width belongs. An image need not be square: columns end at its width.
"""


def seen_cells(input_shape, layers, cell):
    check_shape(input_shape)
    windows = windows_of(layers)
    return (
        seen_along(input_shape[0], windows, cell[0]),
        seen_along(input_shape[0], windows, cell[1]),
    )
