# %% data
days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
hours = [7.0, 6.5, 7.5, 6.0, 7.0, 9.5, 9.0]


# %% sums
# None을 알맞은 값으로 바꾸세요. Put the right values in place of None.
total = None
longest = None


# %% look
total, longest


# %% share
def share_below(hours, limit):
    """The share of nights below a limit."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("share_below")


# 질문 (3점): 토요일 밤이 다른 밤보다 긴 까닭은 무엇일까요? 두 문장으로 쓰세요.
# Question (3 pt): Why is the night of Saturday longer than the others? Write two sentences.
answer_why = r"""
여기에 답을 쓰세요. Write your answer here.
"""


# 질문 (1점): 한 밤만 아주 길 때 덜 흔들리는 것은 무엇인가요?
# - a) 평균
# - b) 중앙값
# 고른 보기의 글자만 아래에 쓰세요.
# Question (1 pt): Which changes less when a single night is very long?
# - a) the mean
# - b) the median
# Write the letter of your choice below, and nothing else.
answer_middle = r"""
여기에 답을 쓰세요. Write your answer here.
"""


# 질문 (1점): 시간의 단위는 어느 것인가요?
# - a) 분
# - b) 미터
# - c) 시간
# 맞는 보기의 글자를 모두, 그리고 그것만 아래에 쓰세요.
# Question (1 pt): Which are units of time?
# - a) minute
# - b) metre
# - c) hour
# Write the letters of all that are right below, and nothing else.
answer_units = r"""
여기에 답을 쓰세요. Write your answer here.
"""
