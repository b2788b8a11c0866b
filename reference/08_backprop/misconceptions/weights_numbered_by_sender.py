"""Weights are numbered by the neuron that sends, in both layers.

caught_by: test_worked_hidden_layer, test_random_hidden_layers, test_random_output_layers
costs: 45 %, because the public checks show the numbers of one example that all functions share
replaces: matrices
ko: 가중치를 보내는 뉴런의 순서로 센 것과 같습니다. 그림에서 번호는 받는 뉴런을 따라갑니다. w1과 w2가 함께 h1으로, w3과 w4가 함께 h2로 들어갑니다.
en: The weights seem to be numbered by the neuron that sends. In the picture the numbers go by the neuron that receives: w1 and w2 both run into h1, w3 and w4 into h2.
"""


def matrices(weights):
    weights = vector(weights, 8)
    return weights[:4].reshape(2, 2).T, weights[4:].reshape(2, 2).T


def output_gradients(x, targets, weights):
    _, h, _, o = forward(x, weights)
    return np.outer(h, output_deltas(o, targets)).ravel()


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out.T @ output_deltas(o, targets)) * h * (1 - h)
    return np.outer(vector(x, 2), hidden_deltas).ravel()
