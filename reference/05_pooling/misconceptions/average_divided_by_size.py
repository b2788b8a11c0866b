"""The sum of a window is divided by its side, not by its cells.

caught_by: test_average_of_a_table, test_average_on_random_maps, test_order_of_the_three
ko: 창의 합을 칸 수가 아니라 한 변의 길이로 나눈 값과 같습니다. 창은 가로와 세로가 있는 사각형입니다. 한 창에서 더한 값이 몇 개인지 세어 보세요.
en: Your values are sums divided by the side of the window, not by its cells. A window is a square with rows and columns. Count how many values you added.
"""


def avg_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.sum) / size
