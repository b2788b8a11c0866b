"""The picture is stretched so that it fills 0 ... 255.

caught_by: test_worked_border, test_inner_pixels, test_clipping
costs: 45 %, because no value of apply_kernel is right but by chance
replaces: to_picture
ko: 영상 전체가 0에서 255까지 차도록 늘어났습니다. 화소의 값이 다른 화소들에 따라 달라지면 같은 커널이라도 영상마다 다른 일을 하게 됩니다. 합을 범위 안에 넣는
방법을 설명에서 다시 읽어 보세요.
en: The whole picture was stretched to fill 0 ... 255. When a pixel's value depends on all the
others, one kernel does something else to each picture. Read again how a sum is brought into
range.
"""


def to_picture(sums):
    low, high = sums.min(), sums.max()
    if high > low:
        sums = (sums - low) / (high - low) * 255
    return np.clip(np.rint(sums), 0, 255).astype(np.uint8)
