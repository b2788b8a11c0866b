"""The rank is taken for the length of the first axis.

caught_by: test_describe_four_tensors, test_describe_any_tensor
ko: 축의 수 자리에 첫 축의 길이가 들어 있습니다. len(array)는 표본의 수를 셀 뿐입니다. 축의 수는 축이 모두
몇 개인지를 말합니다. shape에 적힌 수가 몇 개인지와 견주어 보세요.
en: Where the rank belongs stands the length of the first axis. len(array) counts samples; the rank
counts axes. Compare it with how many numbers the shape holds.
"""


def describe_tensor(array):
    length = len(array) if array.ndim else 0  # wrong: counts samples
    return length, array.shape, array.dtype.name
