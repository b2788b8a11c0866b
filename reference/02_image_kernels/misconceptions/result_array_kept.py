"""One array is kept for the results of each size, and returned each time.

caught_by: test_new_arrays, test_picture_untouched, test_edges_clean
ko: 결과를 담는 배열 하나를 두고 부를 때마다 그 배열을 돌려줍니다. 두 번째로 부르면 첫 번째 결과의 값까지
바뀝니다. 결과 배열은 부를 때마다 새로 만드세요.
en: One array is kept for the results and returned by every call, so the second call changes what the
first has returned. Make a new array in each call.
"""

outputs = {}


def kept(values):
    out = outputs.setdefault((values.shape, values.dtype), np.zeros_like(values))
    out[...] = values
    return out


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        return kept(to_picture(sums_of(image, kernel)))
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    return kept(to_picture(np.stack(planes, axis=2)))


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return kept(np.sqrt(gx**2 + gy**2))
