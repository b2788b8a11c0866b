"""The new weights are written into an array of the old weights' type.

caught_by: test_float64_results
ko: weights가 정수 배열일 때 새 가중치의 소수 부분이 사라졌습니다. 배열에 값을 써넣으면 그 배열의 자료형으로 잘립니다. 결과를 담는 배열이 어떤 자료형인지 보세요.
en: With integer weights the new weights lost what comes after the point. A value written into an array is cut to that array's type. See what type holds your result.
"""


def step(x, targets, weights, learning_rate):
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    vector(weights, 8)
    new = np.array(weights)
    for i, gradient in enumerate([*hidden, *output]):
        new[i] = weights[i] - learning_rate * gradient
    return new
