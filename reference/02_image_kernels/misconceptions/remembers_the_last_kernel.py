"""Once a kernel of some shape was used, it stays in use for that shape.

caught_by: test_repeated_pictures
costs: 45 %, because no value of apply_kernel is right but by chance
ko: 같은 모양의 다른 커널을 주었는데 앞서 쓴 커널로 계산되었습니다. 함수 밖에 둔 변수는 부를 때마다 새로 만들어지지 않습니다. 무엇을 기억해 두는지 보세요.
en: Given another kernel of the same shape, the function went on with the former one. A variable
outside is not made anew at each call. See what you keep.
"""

seen = {}  # one prepared kernel for each shape


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    kernel = seen.setdefault(kernel.shape, kernel.copy())
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    return to_picture(np.stack(planes, axis=2))
