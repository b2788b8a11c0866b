"""The shape and the rank are those of one sample.

caught_by: test_describe_four_tensors, test_describe_any_tensor
ko: 첫 축을 뺀 shape과 축의 수입니다. Keras의 요약표는 배치 축을 빼고 적지만, 배치도 텐서의 축입니다.
배열이 실제로 가진 축을 모두 세어 보세요.
en: Shape and rank leave the first axis out. A summary table may do without the batch, but the batch
is an axis of the tensor. Count all axes that the array has.
"""


def describe_tensor(array):
    return max(array.ndim - 1, 0), array.shape[1:], array.dtype.name  # wrong: one sample's
