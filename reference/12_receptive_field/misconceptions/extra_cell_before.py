"""With an even kernel the extra padded cell stands in front.

caught_by: test_centres_of_random_nets, test_cells_at_borders
replaces: padding_before
ko: 커널이 짝수인 'same' 층에서 어긋납니다. 남는 한 칸을 앞에 덧댄 것과 같습니다. TensorFlow의 규칙에서는 어느 쪽에 붙나요(과제 03)?
en: You are off in layers with 'same' and an even kernel, as if the extra cell were padded in front. On which side does TensorFlow put it (exercise 03)?
"""


def padding_before(layer, kernel):
    if layer["padding"] not in ("valid", "same"):
        raise ValueError(f"padding {layer['padding']!r}")
    return kernel // 2 if layer["padding"] == "same" else 0
