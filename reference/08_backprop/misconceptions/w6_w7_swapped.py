"""w6 and w7 are taken for each other in the forward and the backward pass.

caught_by: test_worked_output_layer, test_random_output_layers
costs: 40 %, because the public checks show the numbers of one example that all functions share
replaces: matrices
ko: w6과 w7이 서로 바뀌어 있습니다. 이 과제의 번호는 받는 뉴런을 따라갑니다. o1로 들어가는 두 화살표의 번호를 그림에서 확인하세요.
en: w6 and w7 stand in each other's place. The numbering follows the neuron that receives: see in the picture which two arrows run into o1.
"""


def matrices(weights):
    weights = vector(weights, 8)
    return weights[:4].reshape(2, 2), weights[4:].reshape(2, 2).T


def output_gradients(x, targets, weights):
    _, h, _, o = forward(x, weights)
    return np.outer(output_deltas(o, targets), h).T.ravel()
