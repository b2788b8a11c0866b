"""When the kernel is larger than the image, the two are swapped.

caught_by: test_kernel_that_does_not_fit, test_wrong_signals, test_wrong_images
replaces: prepare
ko: 커널이 입력보다 클 때 둘의 역할을 바꾸어 계산했습니다. np.convolve나 SciPy가 그렇게 하지만, 이
과제에서는 들어가지 않는 커널은 잘못된 입력입니다. 계산하기 전에 크기를 견주어 보세요.
en: When the kernel was larger than the input, the two changed places, as np.convolve and SciPy
do. Here a kernel that does not fit is wrong input. Compare the sizes before you compute.
"""


def prepare(image, kernel, rank):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    if image.ndim != rank or kernel.ndim != rank:
        raise ValueError("wrong rank")
    if image.size == 0 or kernel.size == 0:
        raise ValueError("empty array")
    if kernel.size > image.size:
        image, kernel = kernel, image
    if rank == 3 and image.shape[2] != kernel.shape[2]:
        raise ValueError("channels differ")
    return image, kernel
