"""The scores themselves are divided by their sum.

caught_by: test_softmax_by_hand, test_softmax_on_random_logits
ko: 점수를 그대로 합으로 나누었습니다. 점수는 음수일 수 있어서 확률이 되지 않고, 상수를 더하면
결과가 달라집니다. 나누기 전에 모두 양수로 만드는 단계가 있는지 보세요.
en: You divide the scores themselves by their sum. Scores may be negative, and adding a constant
would change the result. See whether there is a step that makes all of them positive first.
"""


def softmax(logits):
    values = values_of(logits, 1, 2)
    return values / values.sum(axis=-1, keepdims=True)
