"""Unknown layers are passed over.

caught_by: test_unanswerable, test_impossible_input
replaces: windows_of
ko: 모르는 층과 특징 맵에 바로 쓴 Dense를 그냥 지나칩니다. 무엇을 하는지 모르는 층 뒤의 수용장은 알 수 없습니다.
en: You pass over unknown layers, and over Dense on a map. What is seen behind a layer that you do not know cannot be told.
"""


def windows_of(layers):
    """(description, kernel, stride, cells in front, whether the map keeps its size)."""
    windows = []
    for description in layers:
        layer = parse_layer(description)
        kind = layer["kind"]
        if kind == "Flatten":
            return windows
        if kind == "Conv2D":
            kernel = side_of(layer["kernel"])
            pad = padding_before(layer, kernel)
            windows.append((description, kernel, 1, pad, layer["padding"] == "same"))
        elif kind in ("MaxPooling2D", "AveragePooling2D"):
            size = side_of(layer["size"])
            windows.append((description, size, size, 0, False))
    return windows
