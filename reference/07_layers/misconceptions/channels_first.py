"""A sample is flattened channel by channel.

caught_by: test_flatten_the_picture, test_flatten_any_batch
ko: 채널을 맨 앞으로 옮긴 다음에 폈습니다. 이 과정에서 채널은 마지막 축이고, 마지막 축이 가장 빨리
바뀝니다. 한 화소의 세 채널 값이 결과에서 이웃해 있는지 보세요.
en: You moved the channels to the front before flattening. Here they are the last axis, and the last
axis runs fastest. See whether the three values of a pixel are neighbours in your result.
"""


def flatten(batch):
    values = values_of(batch)
    if values.ndim == 0:
        raise ValueError("a single number")
    if values.ndim > 2:
        values = np.moveaxis(values, -1, 1)  # wrong: (N, H, W, C) -> (N, C, H, W)
    return values.reshape(len(values), -1)
