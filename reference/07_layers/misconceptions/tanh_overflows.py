"""tanh is made of exponentials that overflow.

caught_by: test_sigmoid_and_tanh_at_the_ends
ko: 작은 값에서는 맞지만 ±1000에서는 무한대를 무한대로 나눕니다. exp가 어떤 값까지 담는지 확인하고,
넘치지 않는 식이나 이미 있는 함수를 찾아보세요.
en: Right for small values, but at ±1000 you divide infinity by infinity. See how far exp reaches,
and look for a form that does not overflow or a function that exists.
"""


def tanh(x):
    up, down = np.exp(values_of(x)), np.exp(-values_of(x))
    return (up - down) / (up + down)  # wrong: inf / inf
