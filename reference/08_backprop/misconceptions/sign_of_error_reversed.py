"""The slope of the error is written target - o.

caught_by: test_worked_output_gradients, test_worked_hidden_gradients, test_random_output_gradients
costs: 45 %, because the public checks show the numbers of one example that all functions share
replaces: output_deltas
ko: 기울기의 크기는 맞고 부호가 모두 반대입니다. ½(y − o)²을 o로 미분하면 안쪽의 −o에서 부호가 하나 더 나옵니다. o가 목표보다 클 때 o를 늘리면 오차가 커지는지 줄어드는지 생각해 보세요.
en: Your slopes have the right size and the opposite sign. Differentiating ½(y − o)² by o, the −o inside gives one more sign. When o is above its target, does a larger o mean a larger error or a smaller one?
"""


def output_deltas(o, targets):
    return (vector(targets, 2) - o) * o * (1 - o)
