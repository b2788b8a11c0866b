"""The last of the longest words.

caught_by: test_longest
ko: 길이가 같은 낱말 가운데 마지막 것입니다.
en: Of words of one length this is the last.
"""

LONGEST = "words"
