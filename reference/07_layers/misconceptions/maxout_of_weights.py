"""The larger weights are chosen before multiplying.

caught_by: test_maxout_by_hand, test_maxout_on_random_input
ko: 두 가중치 가운데 큰 것을 먼저 고르고 곱한 값과 같습니다. 음수인 입력에서는 큰 가중치가 더 작은
값을 만듭니다. 고르는 일이 곱하기의 앞인지 뒤인지 공식에서 확인하세요.
en: Your values are those of choosing the larger weights first. For a negative input a larger weight
makes a smaller product. See in the formula whether choosing comes before or after multiplying.
"""


def maxout(x, w1, b1, w2, b2):
    first, second = dense(x, w1, b1), dense(x, w2, b2)
    if first.shape != second.shape:
        raise ValueError(f"{first.shape} and {second.shape}")
    return dense(x, np.maximum(w1, w2), np.maximum(b1, b2))
