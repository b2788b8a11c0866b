"""The first axis is taken for the channels.

caught_by: test_random_channels, test_channels_biases
ko: 채널을 첫째 축으로 읽었습니다. 이 과정의 배열은 채널이 마지막 축인 (H, W, C)입니다. 세 변의
길이가 모두 같은 예제로는 드러나지 않으니, 길이가 서로 다른 배열로 시험해 보세요.
en: The first axis was read as the channels. In this course the channel is the last axis: (H, W,
C). Equal sides hide this; try an array whose three sides all differ.
"""


def conv2d_channels(image, kernel, bias=0.0):
    prepare(image, kernel, 3)
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    if image.shape[0] != kernel.shape[0]:
        raise ValueError("channels differ")
    out = bias
    for c in range(image.shape[0]):
        out = out + conv2d(image[c], kernel[c])
    return out
