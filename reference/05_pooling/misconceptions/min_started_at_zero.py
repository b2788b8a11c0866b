"""The running minimum starts at 0.

caught_by: test_minimum_of_the_tables, test_minimum_on_random_maps, test_minimum_of_large_values
ko: 창의 값이 모두 양수인데도 창에 없는 0이 최솟값으로 나왔습니다. 최솟값을 찾기 시작하는 값이 창의 값보다 작으면 그 값이 끝까지 남습니다. 무엇과 비교하며 시작하는지 보세요.
en: Where a window holds positive values only, your minimum is a 0 that does not occur in it. A starting value that is below the whole window survives every comparison. See what you compare with first.
"""


def min_pool2d(image, size=2, stride=None):
    return np.minimum(pool(image, size, stride, np.min), 0.0)  # wrong: as a loop from 0 gives
