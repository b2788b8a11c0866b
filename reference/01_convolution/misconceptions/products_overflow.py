"""The products are formed in uint8, where they overflow.

caught_by: test_signal_types, test_image_types, test_channels_types, test_flipped_types
replaces: prepare
ko: uint8끼리 곱한 값이 255를 넘어 0부터 다시 셌습니다(오버플로 overflow). 곱셈은 입력의
자료형으로 이루어지므로 나중에 바꾸면 이미 늦습니다. 언제 float64로 바꾸는지 보세요.
en: Products of uint8 values went past 255 and started again from 0 (overflow). A product has the
type of its inputs, and converting afterwards is too late. See when you turn to float64.
"""


def prepare(image, kernel, rank):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.uint8:
        image = image.astype(float)
    if image.ndim != rank or kernel.ndim != rank:
        raise ValueError("wrong rank")
    if image.size == 0 or kernel.size == 0:
        raise ValueError("empty array")
    for n, f in zip(image.shape[:2], kernel.shape[:2]):
        if f > n:
            raise ValueError("kernel does not fit")
    if rank == 3 and image.shape[2] != kernel.shape[2]:
        raise ValueError("channels differ")
    return image, kernel
