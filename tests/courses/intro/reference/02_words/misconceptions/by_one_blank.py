"""Cut at each blank.

caught_by: test_many_counts
ko: 빈칸 하나마다 나누었습니다. 빈칸이 여럿이면 빈 낱말이 생깁니다.
en: The text is cut at each single blank, so several blanks give empty words.
"""


def count_words(text):
    counts = {}
    for word in text.split(" "):
        counts[word] = counts.get(word, 0) + 1
    return counts
