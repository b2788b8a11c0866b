"""All channels are multiplied with the kernel of the first one.

caught_by: test_worked_channels, test_random_channels
ko: 모든 채널에 첫 채널의 커널을 썼습니다. 커널의 모양은 (kh, kw, C)이고, 채널마다 제 가중치가
있습니다. 채널을 바꿀 때 커널 쪽도 함께 바뀌는지 보세요.
en: The first channel's kernel was used for all channels. A kernel is (kh, kw, C): each channel
has weights of its own. See whether the kernel changes when the channel does.
"""


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = bias
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, 0])
    return out
