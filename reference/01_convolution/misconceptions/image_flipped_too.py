"""Image and kernel are both flipped, so the result comes out reversed.

caught_by: test_worked_flipped, test_random_flipped
ko: 값은 모두 있지만 순서가 거꾸로입니다. 커널 대신 영상을 뒤집으면 결과도 뒤집혀 나옵니다. 뒤집는
것이 둘 가운데 무엇인지, 첫 칸이 어느 조각에서 나왔는지 보세요.
en: All values are there, but in reversed order. When the image is flipped instead of the kernel,
the result comes out flipped. See which of the two turns, and which patch makes the first cell.
"""


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image[::-1, ::-1], kernel)
