"""The caller's own kernel is flipped.

caught_by: test_arguments_untouched
ko: 함수를 부르고 나면 인수로 준 커널이 뒤집혀 있습니다. np.asarray는 배열을 복사하지 않으므로 그
안에 쓰면 부른 쪽의 배열이 바뀝니다. 값을 대입하는 곳을 찾아보세요.
en: After the call, the kernel that was passed in is flipped. np.asarray does not copy, so writing
into it changes the caller's array. Look for the place where you assign.
"""


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    kernel[:] = kernel[::-1, ::-1].copy()
    return conv2d(image, kernel)
