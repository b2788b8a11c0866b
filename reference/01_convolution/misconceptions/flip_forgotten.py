"""The mathematician's convolution does not flip the kernel.

caught_by: test_worked_flipped, test_random_flipped
ko: flipped_convolution2d의 값이 conv2d와 같습니다. 수학의 합성곱에서는 커널이 밀리기 전에 한 번
달라집니다. 점 하나만 1인 영상에서 커널이 어떤 모습으로 나오는지 두 함수를 견주어 보세요.
en: flipped_convolution2d gives what conv2d gives. In the mathematician's convolution something
happens to the kernel first. Compare the two on an image that is 1 in a single cell.
"""


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, kernel)
