"""The sum of a window is divided by the square of the stride.

caught_by: test_average_on_random_maps, test_order_of_the_three
ko: 창의 합을 보폭의 제곱으로 나눈 값과 같습니다. 보폭과 크기가 같을 때에는 우연히 맞습니다. 평균을 낼 때 나누는 수는 창 안의 칸 수이며 창을 얼마나 옮기는지와는 상관이 없습니다.
en: Your values are sums divided by the square of the stride, which happens to be right when stride and size agree. An average is divided by the number of cells in the window; how far the window moves has no part in it.
"""


def avg_pool2d(image, size=2, stride=None):
    step = checked(image, size, stride)[1]
    return pool(image, size, stride, np.sum) / step**2
