"""Maxout never goes below 0.

caught_by: test_maxout_by_hand, test_maxout_on_random_input
ko: 두 층이 모두 음수인 자리에서 0이 나왔습니다. ReLU는 한쪽이 늘 0인 특별한 경우이고, 여기서는 두
층만 견줍니다. 예제에서 결과가 음수인 칸을 찾아보세요.
en: Where both layers are negative you give 0. ReLU is the special case in which one side is always
0; here only the two layers are compared. Find the negative cell in the example.
"""


def maxout(x, w1, b1, w2, b2):
    first, second = dense(x, w1, b1), dense(x, w2, b2)
    if first.shape != second.shape:
        raise ValueError(f"{first.shape} and {second.shape}")
    return np.maximum(np.maximum(first, second), 0)
