"""The maximum of the whole matrix is subtracted from every row.

caught_by: test_softmax_at_the_ends
ko: 모든 행에서 행렬 전체의 최댓값을 뺐습니다. 어떤 행의 점수가 훨씬 작으면 그 행의 exp가 모두 0이
되어 0을 0으로 나눕니다. 행마다 기준이 되는 수를 생각해 보세요.
en: From every row you subtract the maximum of the whole matrix. A row far below it has only zeros
left, and 0 is divided by 0. Think of which number suits each row.
"""


def softmax(logits):
    values = values_of(logits, 1, 2)
    powers = np.exp(values - values.max())
    return powers / powers.sum(axis=-1, keepdims=True)
