"""The result is left as float64.

caught_by: test_new_arrays
replaces: to_picture
ko: 값은 맞지만 결과의 자료형이 float64입니다. 영상은 uint8이어야 저장하고 보여 줄 수 있습니다. 돌려주기 직전의 자료형을 보세요.
en: The values are right, but the result is float64. A picture is to be saved and shown as
uint8. Look at the type right before you return.
"""


def to_picture(sums):
    return np.clip(np.rint(sums), 0, 255)
