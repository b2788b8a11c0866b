"""The channels' maps are averaged instead of added.

caught_by: test_worked_channels, test_random_channels
ko: 채널의 결과를 평균 냈습니다. 합성곱은 채널 방향으로도 곱해서 더하는 연산입니다. 채널이 하나일
때만 맞는다면, 마지막에 채널 수로 나누는 곳이 있는지 보세요.
en: The channels were averaged. Convolution multiplies and adds along the channels as well. If you
are right with one channel only, look for a division by their number.
"""


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = 0.0
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return out / image.shape[2] + bias
