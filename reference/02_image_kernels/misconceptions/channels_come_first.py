"""The channels come out as the first axis.

caught_by: test_worked_channels, test_channels
ko: 결과에서 채널이 첫 번째 축이 되었습니다. 채널은 마지막 축에 있어야 합니다. 채널마다 계산한 결과를 쌓을 때 어느 축에 쌓는지 보세요.
en: The channels are the first axis of your result; they belong last. See along which axis the
channels are stacked.
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    return to_picture(np.stack(planes))
