"""Shapes are not looked at: only the first cells are used.

caught_by: test_wrong_forward_input, test_wrong_gradient_input, test_wrong_training_input
replaces: vector
ko: 길이나 차원이 맞지 않는 입력이 그냥 지나갔습니다. 앞의 몇 칸만 꺼내 쓰거나 NumPy가 늘려 맞추면 잘못된 입력에서도 그럴듯한 수가 나옵니다. 계산하기 전에 모양을 확인하세요.
en: Input of a wrong length or number of axes slipped through. Code that takes the first cells, or leaves it to NumPy to stretch them, makes likely-looking numbers from wrong input. Look at the shapes before you compute.
"""


def vector(values, length):
    return np.resize(np.array(values, dtype=np.float64), length)
