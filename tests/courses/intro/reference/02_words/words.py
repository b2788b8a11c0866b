"""Words of a text."""


def count_words(text):
    """A dict from each word to how often it occurs. 낱말마다 몇 번 나오는지."""
    # BEGIN SOLUTION
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts
    # END SOLUTION


def initials(text):
    """The first letters of all words, joined. 모든 낱말의 첫 글자."""
    # BEGIN SOLUTION
    return "".join(word[0] for word in text.split())
    # END SOLUTION


# BEGIN SOLUTION values
LONGEST = "count"
# END SOLUTION
