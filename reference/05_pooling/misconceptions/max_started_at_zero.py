"""The running maximum starts at 0.

caught_by: test_max_on_random_maps, test_maximum_of_negative_values
ko: 창의 값이 모두 음수일 때 창에 없는 0이 최댓값으로 나왔습니다. 최댓값을 찾기 시작하는 값이 창의 값보다 크면 그 값이 끝까지 남습니다. 무엇과 비교하며 시작하는지 보세요.
en: Where a window holds negative values only, your maximum is a 0 that does not occur in it. A starting value that is above the whole window survives every comparison. See what you compare with first.
"""


def max_pool2d(image, size=2, stride=None):
    return np.maximum(pool(image, size, stride, np.max), 0.0)  # wrong: as a loop from 0 gives
