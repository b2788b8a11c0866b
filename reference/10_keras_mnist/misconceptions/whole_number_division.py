"""Integer division leaves zeros and ones.

caught_by: test_prepare_two_images, test_prepare_any_images
ko: 정수끼리 나누어 소수 부분이 사라졌습니다. 255보다 어두운 칸은 모두 0입니다. 어느 나눗셈 기호를, 어떤 자료형에 썼는지 보세요.
en: Whole-number division throws the fraction away: every pixel below 255 is 0. See which division
you use, and on which type.
"""


def prepare(images, labels):
    scaled = (np.asarray(images) // 255).astype(np.float32)
    return scaled[..., np.newaxis], np.array(labels, dtype=np.int64)
