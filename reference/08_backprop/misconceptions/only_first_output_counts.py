"""The hidden layer gets its error from the first output alone.

caught_by: test_worked_hidden_gradients, test_random_hidden_gradients
ko: 은닉 뉴런이 첫째 출력의 오차만 받았습니다. h1과 h2는 두 출력에 모두 이어져 있고, 오차는 그 길 모두를 거슬러 옵니다. 길마다의 값을 어떻게 합치는지 보세요.
en: The hidden neurons got the error of the first output only. h1 and h2 both lead to both outputs, and the error comes back along every one of these ways. See how what comes along them is put together.
"""


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out[0] * output_deltas(o, targets)[0]) * h * (1 - h)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()
