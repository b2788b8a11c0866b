"""Only Python's own numbers are taken for the learning rate.

caught_by: test_learning_rates, test_training_falls
ko: 학습률이 Python의 int나 float가 아니면 오류를 일으킨 것과 같습니다. NumPy의 수(np.float32, np.int64)도 학습률일 수 있습니다.
en: A learning rate that is not Python's int or float seems to be refused. NumPy's numbers, such as np.float32 or np.int64, are learning rates too.
"""


def step(x, targets, weights, learning_rate):
    if type(learning_rate) not in (int, float, np.float64):
        raise TypeError(f"{learning_rate!r} is no learning rate")
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    return vector(weights, 8) - learning_rate * np.concatenate([hidden, output])
