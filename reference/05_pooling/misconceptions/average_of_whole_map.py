"""Average pooling puts the mean of the whole map into every cell.

caught_by: test_average_of_a_table, test_average_on_random_maps
ko: 평균 풀링의 모든 칸에 특징 맵 전체의 평균이 들어 있습니다. 그것은 전역 평균 풀링의 생각입니다. 여기에서는 칸마다 자기 창의 값만 평균해야 합니다.
en: Every cell of your average pooling holds the mean of the whole map. That is the idea of global average pooling. Here each cell averages the values of its own window only.
"""


def avg_pool2d(image, size=2, stride=None):
    result = pool(image, size, stride, np.mean)
    result[...] = as_map(image).mean(axis=(0, 1))  # wrong: the map's mean, not the window's
    return result
