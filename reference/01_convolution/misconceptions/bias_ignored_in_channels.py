"""The bias is accepted and forgotten when there are channels.

caught_by: test_worked_channels_bias, test_channels_biases
ko: 채널이 있는 합성곱에서 편향이 결과에 들어가지 않았습니다. 인수로 받기만 하고 쓰지 않은 값이
있는지 보세요. 편향을 바꾸어 두 번 불러 보면 알 수 있습니다.
en: With channels, the bias does not enter the result. See whether an argument is accepted but
never used: call the function twice with different biases.
"""


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = 0.0
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return out
