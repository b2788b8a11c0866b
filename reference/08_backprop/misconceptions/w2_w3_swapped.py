"""w2 and w3 are taken for each other in the forward and the backward pass.

caught_by: test_worked_hidden_layer, test_random_hidden_layers
costs: 45 %, because the public checks show the numbers of one example that all functions share
replaces: matrices
ko: w2와 w3이 서로 바뀌어 있습니다. 이 과제의 번호는 받는 뉴런을 따라갑니다. h1로 들어가는 두 화살표의 번호를 그림에서 확인하세요.
en: w2 and w3 stand in each other's place. The numbering follows the neuron that receives: see in the picture which two arrows run into h1.
"""


def matrices(weights):
    weights = vector(weights, 8)
    return weights[:4].reshape(2, 2).T, weights[4:].reshape(2, 2)


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out.T @ output_deltas(o, targets)) * h * (1 - h)
    return np.outer(hidden_deltas, vector(x, 2)).T.ravel()
