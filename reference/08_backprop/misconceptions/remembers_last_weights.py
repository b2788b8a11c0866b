"""step goes on from the weights of its last call.

caught_by: test_repeated_calls, test_random_steps
costs: 35 %, because every call but the first is wrong
ko: step이 인수로 받은 가중치가 아니라 앞의 호출에서 얻은 가중치에서 계속합니다. 함수 밖의 변수에 남은 값은 다음 호출을 망칩니다. 결과가 인수만으로 정해지는지 보세요.
en: step goes on from the weights of the call before instead of those it was given. What is kept outside the function spoils the next call. See that the result depends on the arguments alone.
"""

CURRENT = {}


def step(x, targets, weights, learning_rate):
    vector(weights, 8)
    weights = CURRENT.get("weights", weights)
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    CURRENT["weights"] = vector(weights, 8) - learning_rate * np.concatenate([hidden, output])
    return CURRENT["weights"].copy()
