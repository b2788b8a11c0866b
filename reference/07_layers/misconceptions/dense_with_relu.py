"""The dense layer applies ReLU by itself.

caught_by: test_dense_on_random_input, test_maxout_by_hand, test_maxout_on_random_input
ko: 완전 연결층의 결과에서 음수가 모두 0이 되었습니다. 이 함수는 활성화를 하지 않습니다. 활성화는
다음에 따로 부르는 함수의 일입니다.
en: All negative values of the dense layer have become 0. This function applies no activation; that
is the work of another function, called afterwards.
"""


def dense(x, weights, bias):
    x, weights, bias = values_of(x, 2), values_of(weights, 2), values_of(bias, 1)
    if x.shape[1] != len(weights) or weights.shape[1] != len(bias):
        raise ValueError(f"{x.shape}, {weights.shape}, {bias.shape}")
    return np.maximum(x @ weights + bias, 0)
