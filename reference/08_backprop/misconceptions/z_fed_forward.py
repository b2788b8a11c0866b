"""The output layer reads z of the hidden layer instead of h.

caught_by: test_worked_output_layer, test_random_output_layers
costs: 60 %, because the public checks show the numbers of one example that all functions share
ko: 출력층이 시그모이드를 지나기 전의 값을 받았습니다. 활성화 함수를 건너뛰면 두 층은 하나의 선형 층과 다를 것이 없습니다. z_out에 들어가는 것이 무엇인지 보세요.
en: The output layer was fed with what had not been through the sigmoid. Without it the two layers are no more than one linear layer. See what goes into your z_out.
"""


def forward(x, weights):
    w_hidden, w_out = matrices(weights)
    z_hidden = w_hidden @ vector(x, 2)
    h = sigmoid(z_hidden)
    z_out = w_out @ z_hidden
    o = sigmoid(z_out)
    return z_hidden, h, z_out, o
