"""Results of one shape are written into the same array.

caught_by: test_arguments_stay_as_they_were
ko: 모듈에 하나뿐인 배열에 결과를 써서 돌려준 것과 같습니다. 다음에 부르면 앞의 결과가 바뀝니다. 부를 때마다
새 배열을 만드세요.
en: Results seem to be written into one array that the module keeps. The next call changes what the
call before gave. Make a new array in every call.
"""


kept = {}


def in_kept_array(values):
    array = kept.setdefault(values.shape, np.empty(values.shape))
    array[...] = values
    return array


def dense(x, weights, bias):
    x, weights, bias = values_of(x, 2), values_of(weights, 2), values_of(bias, 1)
    if x.shape[1] != len(weights) or weights.shape[1] != len(bias):
        raise ValueError(f"{x.shape}, {weights.shape}, {bias.shape}")
    return in_kept_array(x @ weights + bias)


def relu(x):
    return in_kept_array(np.maximum(values_of(x), 0))
