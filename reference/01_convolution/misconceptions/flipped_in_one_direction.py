"""The kernel is flipped upside down, but not from left to right.

caught_by: test_worked_flipped, test_random_flipped
ko: 커널이 한 방향으로만 뒤집혔습니다. 2차원에서는 합의 첨자가 둘이고, 식에서 두 첨자의 부호가
모두 바뀝니다. 점 하나인 영상의 결과를 커널과 나란히 놓고 보세요.
en: The kernel was flipped in one direction only. In two dimensions the sum has two indices, and
both change their sign. Put the result of a single-point image beside the kernel.
"""


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, kernel[::-1])
