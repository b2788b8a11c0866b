"""Words of a text."""


def count_words(text):
    """A dict from each word to how often it occurs. 낱말마다 몇 번 나오는지."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("count_words")


def initials(text):
    """The first letters of all words, joined. 모든 낱말의 첫 글자."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("initials")


# None을 알맞은 값으로 바꾸세요. Put the right values in place of None.
LONGEST = None
