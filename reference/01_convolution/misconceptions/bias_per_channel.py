"""Every channel brings the bias along, so that it is added C times.

caught_by: test_worked_channels_bias, test_channels_biases
ko: 편향이 채널마다 한 번씩, 모두 채널 수만큼 더해졌습니다. 채널이 여럿이어도 커널은 하나이고
편향도 하나입니다. 채널별 결과를 더할 때 무엇까지 함께 더해지는지 보세요.
en: The bias was added once per channel. However many channels there are, the kernel is one and so
is its bias. See what else is added up when you add the channels' maps.
"""


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = 0.0
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c], bias)
    return out
