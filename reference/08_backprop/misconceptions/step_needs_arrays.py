"""step takes arrays only: it asks for shapes before it converts.

caught_by: test_integers_and_lists
ko: step이 배열만 받는 것과 같습니다. 리스트와 튜플에는 shape이 없습니다. 먼저 float64 배열로 바꾼 다음 모양을 확인하세요.
en: step seems to take arrays only. Lists and tuples have no shape: turn them into float64 arrays first, then look at the shapes.
"""


def step(x, targets, weights, learning_rate):
    if x.shape != (2,) or weights.shape != (8,):
        raise ValueError("shapes do not fit")
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    return vector(weights, 8) - learning_rate * np.concatenate([hidden, output])
