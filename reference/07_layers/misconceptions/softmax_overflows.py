"""Softmax gives exp the scores as they are.

caught_by: test_softmax_at_the_ends
ko: 작은 점수에서는 맞지만 1000에서는 exp가 넘쳐 무한대를 무한대로 나눕니다. 한 행에 같은 수를
더하거나 빼도 결과가 그대로라는 성질을 쓸 수 있습니다.
en: Right for small scores, but at 1000 exp overflows and infinity is divided by infinity. That a
number added to a whole row changes nothing is of use here.
"""


def softmax(logits):
    values = values_of(logits, 1, 2)
    powers = np.exp(values)
    return powers / powers.sum(axis=-1, keepdims=True)
