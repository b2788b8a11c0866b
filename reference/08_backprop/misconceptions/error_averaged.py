"""The halved squares are averaged over the outputs instead of added.

caught_by: test_worked_error, test_random_errors
ko: 전체 오차가 두 출력의 오차의 평균입니다. 강의의 E_total은 출력마다의 오차를 더한 것입니다. 0.02193과 0.00204에서 0.02397이 나오는지 보세요.
en: Your total is the mean of the two outputs' errors; the lecture's E_total is their sum. See whether 0.02193 and 0.00204 make 0.02397.
"""


def total_error(o, targets):
    return float(np.mean((vector(targets, 2) - vector(o, 2)) ** 2) / 2)
