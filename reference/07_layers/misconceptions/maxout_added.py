"""The two layers of maxout are added.

caught_by: test_maxout_by_hand, test_maxout_on_random_input
ko: 두 층의 결과를 더했습니다. 더하면 가중치를 더한 층 하나와 같아서 비선형성이 생기지 않습니다.
Maxout은 두 수 가운데 무엇을 남기나요?
en: You add the results of the two layers. A sum is no more than one layer with the weights added,
so nothing is non-linear. What does maxout keep of two numbers?
"""


def maxout(x, w1, b1, w2, b2):
    first, second = dense(x, w1, b1), dense(x, w2, b2)
    if first.shape != second.shape:
        raise ValueError(f"{first.shape} and {second.shape}")
    return first + second
