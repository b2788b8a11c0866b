"""The results are float32.

caught_by: test_numbers_become_float64, test_number_types_of_layers,
test_number_types_of_activations
replaces: values_of
ko: 결과의 자료형이 float32입니다. 값도 일곱째 자리부터 어긋납니다. 결과 배열을 어떤 자료형으로
만드는지 dtype을 출력해 보세요.
en: Your results are float32, and off from the seventh digit on. Print the dtype of the arrays you
make.
"""


def values_of(x, *ranks):
    values = np.array(x, dtype=np.float32)
    if values.size == 0 or (ranks and values.ndim not in ranks):
        raise ValueError(f"shape {values.shape}")
    return values
