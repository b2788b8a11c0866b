"""A stride of 0 is taken for "not given".

caught_by: test_wrong_input_of_maximum, test_wrong_input_of_average, test_wrong_input_of_minimum
replaces: checked
ko: stride=0이 오류가 되지 않고 "주어지지 않음"으로 다루어졌습니다. Python에서 0과 None은 둘 다 거짓이지만 뜻은 다릅니다. 주어졌는지를 어떤 식으로 묻고 있는지 보세요.
en: A stride of 0 was treated as not given instead of wrong. In Python 0 and None are both falsy, but they do not mean the same. See how you ask whether a stride was given.
"""


def checked(image, size, stride):
    values = as_map(image)
    step = stride or size
    if size < 1 or step < 1 or size > min(values.shape[:2]):
        raise ValueError(f"size {size}, stride {step}, image {values.shape}")
    return values, step
