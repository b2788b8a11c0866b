"""Softmax runs along the first axis.

caught_by: test_softmax_by_hand, test_softmax_on_random_logits, test_softmax_at_the_ends
ko: 열마다 더해서 1이 됩니다. 그러면 서로 다른 표본의 점수가 섞입니다. 확률을 나누어 갖는 것은 한
표본의 종류들입니다. 어느 축이 종류의 축인지 보세요.
en: Your columns add up to 1, so scores of different samples are mixed. It is the classes of one
sample that share its probability. See which axis is theirs.
"""


def softmax(logits):
    values = values_of(logits, 1, 2)
    powers = np.exp(values - values.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)  # wrong axis for (N, K)
