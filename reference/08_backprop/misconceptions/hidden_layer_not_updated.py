"""Only the output layer's weights are updated.

caught_by: test_worked_step, test_random_steps
ko: w1…w4가 처음 값 그대로입니다. 역전파는 출력층에서 멈추지 않고 은닉층까지 거슬러 가며, 한 걸음에 여덟 가중치가 모두 바뀝니다. 은닉층의 기울기를 어디에 쓰고 있는지 보세요.
en: w1 … w4 are what they were. Backpropagation does not stop at the output layer: one step changes all eight weights. See what use you make of the hidden layer's slopes.
"""


def step(x, targets, weights, learning_rate):
    new = vector(weights, 8)
    new[4:] -= learning_rate * output_gradients(x, targets, weights)
    return new
