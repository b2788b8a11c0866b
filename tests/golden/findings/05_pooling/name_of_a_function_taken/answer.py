max = 0
def max_pool2d(image, size=2, stride=None):
    z = as_map(image); stride = stride or size
    H = (z.shape[0] - size) // stride + 1; W = (z.shape[1] - size) // stride + 1
    out = np.zeros((H, W) + z.shape[2:])
    for i in range(H):
        for j in range(W):
            max = 0
            out[i, j] = max(z[i*stride:i*stride+size, j*stride:j*stride+size].ravel())
    return out
