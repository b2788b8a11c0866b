"""The width of a window is not looked at.

caught_by: test_unanswerable, test_impossible_input
replaces: side_of
ko: 정사각형이 아닌 창도 받아들입니다. 크기 하나로 답할 수 있는 것은 높이와 너비가 같은 창뿐입니다.
en: You take windows that are not square. One size answers only for windows whose height and width are equal.
"""


def side_of(sides):
    height, _width = sides
    if height < 1:
        raise ValueError(f"a window of {sides}")
    return height
