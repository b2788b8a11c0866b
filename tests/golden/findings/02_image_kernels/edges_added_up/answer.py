def edge_magnitude(image):
    plane = np.asarray(image, dtype=np.float64)
    if plane.ndim != 2 or plane.size == 0:
        raise ValueError("image must be (H, W)")
    return weighted_sums(plane, np.array(VERTICAL_EDGES)) + weighted_sums(
        plane, np.array(HORIZONTAL_EDGES)
    )
