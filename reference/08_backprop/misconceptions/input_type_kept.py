"""The arithmetic is done in the input's own type.

caught_by: test_integers_and_lists, test_float64_results
replaces: sigmoid, vector
ko: 입력의 자료형 그대로 계산했습니다. uint8은 255를 넘으면 처음으로 돌아가고, bool의 합은 '또는'이며, float32는 일곱째 자리에서 어긋납니다. 들어온 값을 먼저 어떤 자료형으로 바꾸어야 하나요?
en: You computed in the input's own type. uint8 starts again after 255, a sum of bools is an 'or', float32 is off in the seventh digit. Into which type should the values be turned first?
"""


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def vector(values, length):
    array = np.array(values)
    if array.shape != (length,):
        raise ValueError(f"expected shape ({length},), got {array.shape}")
    return array
