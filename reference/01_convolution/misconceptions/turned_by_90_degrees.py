"""The kernel is turned by a quarter instead of a half.

caught_by: test_worked_flipped, test_random_flipped
ko: 커널이 90도만 돌아갔습니다. 뒤집기는 위아래와 좌우를 모두 바꾸는 일이어서 모서리는 맞은편
모서리로 갑니다. 왼쪽 위에 있던 값이 어디로 갔는지 보세요.
en: The kernel was turned by a quarter. Flipping exchanges up and down as well as left and right,
so a corner goes to the opposite corner. See where the top left value went.
"""


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, np.rot90(kernel))
