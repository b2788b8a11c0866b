"""Sigmoid gives exp a large positive value.

caught_by: test_sigmoid_and_tanh_at_the_ends
ko: 시그모이드의 값은 맞지만 큰 음수에서 exp가 넘칩니다(오버플로). −1000이면 exp가 어떤 값을 받는지
적어 보고, 분자와 분모에 같은 수를 곱한 다른 모양의 식을 생각해 보세요.
en: Sigmoid is right, but exp overflows at large negative values. Write down what exp is given at
−1000, and think of a form with numerator and denominator multiplied alike.
"""


def sigmoid(x):
    return 1 / (1 + np.exp(-values_of(x)))  # wrong: exp(1000) at -1000
