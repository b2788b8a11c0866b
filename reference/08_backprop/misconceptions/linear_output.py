"""The outputs have no sigmoid.

caught_by: test_worked_output_layer, test_random_output_layers
costs: 40 %, because the public checks show the numbers of one example that all functions share
replaces: output_deltas
ko: 출력 o가 z_out 그대로입니다. 이 신경망에서는 출력층의 뉴런도 시그모이드를 지납니다. 예제의 0.44498에서 0.60944가 나오는지 보세요.
en: Your o is z_out itself. In this network the output neurons go through the sigmoid too. See how the example's 0.44498 becomes 0.60944.
"""


def forward(x, weights):
    w_hidden, w_out = matrices(weights)
    z_hidden = w_hidden @ vector(x, 2)
    h = sigmoid(z_hidden)
    z_out = w_out @ h
    o = z_out.copy()
    return z_hidden, h, z_out, o


def output_deltas(o, targets):
    return o - vector(targets, 2)
