"""The sums are kept in int16, where large ones wrap around before they are clipped.

caught_by: test_clipping
replaces: to_picture
ko: 아주 큰 합이 자르기 전에 이미 다른 값이 되었습니다. int16에는 −32768부터 32767까지만 들어갑니다. 합을 담는 배열의 자료형을 보세요.
en: Very large sums had changed before they were clipped: an int16 holds −32768 to 32767 only.
Look at the type of the array that holds your sums.
"""


def to_picture(sums):
    sums = np.rint(sums).astype(np.int64).astype(np.int16)
    return np.clip(sums, 0, 255).astype(np.uint8)
