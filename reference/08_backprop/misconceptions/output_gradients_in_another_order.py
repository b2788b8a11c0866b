"""The slopes come in the order w5, w7, w6, w8.

caught_by: test_worked_output_gradients, test_random_output_gradients
ko: 네 기울기의 값은 맞지만 가운데 둘의 자리가 바뀌었습니다. 결과는 w5, w6, w7, w8의 차례입니다. 행렬로 만든 다음 한 줄로 펼 때 행이 받는 뉴런인지 보내는 뉴런인지 보세요.
en: The four slopes are right, but the middle two have changed places. The result is in the order w5, w6, w7, w8. When you unroll the matrix, is a row the neuron that receives or the one that sends?
"""


def output_gradients(x, targets, weights):
    _, h, _, o = forward(x, weights)
    return np.outer(h, output_deltas(o, targets)).ravel()
