"""Sizes and strides are taken only if they are Python's own int.

caught_by: test_maximum_of_other_types, test_average_of_other_types, test_minimum_of_other_types
replaces: checked
ko: size나 stride가 np.int64이면 받지 못합니다. NumPy로 계산한 정수는 np.int64이고, 이것도 정수입니다. 자료형을 견주는 줄이 있는지 보세요.
en: A size or a stride of np.int64 is not taken. What NumPy computes is an np.int64, which is an integer, too. Look for a line that compares types.
"""


def checked(image, size, stride):
    values = as_map(image)
    step = size if stride is None else stride
    if type(size) is not int or type(step) is not int:  # wrong: np.int64 is an integer, too
        raise ValueError(f"size {size}, stride {step}")
    if size < 1 or step < 1 or size > min(values.shape[:2]):
        raise ValueError(f"size {size}, stride {step}, image {values.shape}")
    return values, step
