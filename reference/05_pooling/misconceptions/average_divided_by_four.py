"""The sum of a window is always divided by four.

caught_by: test_average_on_random_maps, test_order_of_the_three
ko: 창의 크기와 상관없이 합을 4로 나눈 값과 같습니다. 2×2 창에서만 맞는 수입니다. size가 3이면 한 창에 칸이 몇 개인지 세어 보세요.
en: Your values are sums divided by four whatever the size, which is right for 2×2 windows only. Count the cells of a window of size 3.
"""


def avg_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.sum) / 4
