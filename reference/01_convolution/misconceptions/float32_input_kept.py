"""float32 inputs are multiplied and added in float32.

caught_by: test_signal_types, test_image_types, test_channels_types, test_flipped_types
replaces: prepare
ko: float32 입력을 그대로 곱하고 더해 값이 소수점 아래 일곱째 자리쯤에서 어긋납니다. 결과만
float64로 바꾸면 잃은 자릿수가 돌아오지 않습니다. 곱하기 전의 자료형을 보세요.
en: float32 inputs were multiplied and added as they came, so the seventh digit or so is off.
Turning the result into float64 brings no digits back. Look at the type before the product.
"""


def prepare(image, kernel, rank):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.float32:
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
