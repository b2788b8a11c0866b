"""Each word once.

caught_by: test_worked_count
costs: 50 %, because no count is right
ko: 낱말이 있는지만 보았습니다. 몇 번 나오는지 세어야 합니다.
en: It is only noted that a word occurs, not how often.
"""


def count_words(text):
    return dict.fromkeys(text.split(), 1)
