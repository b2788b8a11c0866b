"""The products are written into the image itself.

caught_by: test_worked_stride_1, test_worked_stride_2, test_square_images, test_other_shapes
costs: 68 %, because the values of the one function are wrong wherever places overlap
ko: 곱한 값을 영상의 조각에 다시 써넣은 결과와 같습니다. 조각은 영상과 같은 메모리를 보므로(view) 겹치는
다음 자리가 이미 바뀐 값을 읽고, 받은 배열도 망가집니다. 곱을 어디에 담는지 보세요.
en: Your products are written back into the patch. A slice looks at the memory of the image itself
(a view), so the next place, which overlaps, reads changed values, and the array you were given is
spoilt. Where do the products go?
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    if any(rows + columns):
        z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            patch *= u
            out[j, i] = np.sum(patch)
    return out
