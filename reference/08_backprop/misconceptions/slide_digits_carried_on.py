"""The activations are rounded to five digits, as the slide prints them, and carried on so.

caught_by: test_worked_hidden_layer, test_worked_output_layer, test_random_output_layers
costs: 40 %, because the public checks show the numbers of one example that all functions share
ko: 중간 값을 다섯 자리로 반올림한 것과 같습니다. 슬라이드의 자릿수는 보여 주기 위한 것이고, 계산은 반올림하지 않은 값으로 이어 갑니다. round를 쓴 곳을 보세요.
en: Values on the way were rounded to five digits. The slide rounds for the reader's sake; the calculation goes on with all the digits. See where you round.
"""


def forward(x, weights):
    w_hidden, w_out = matrices(weights)
    z_hidden = w_hidden @ vector(x, 2)
    h = np.round(sigmoid(z_hidden), 5)
    z_out = w_out @ h
    o = np.round(sigmoid(z_out), 5)
    return z_hidden, h, z_out, o
