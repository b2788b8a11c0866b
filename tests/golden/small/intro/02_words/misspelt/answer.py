def count_words(text):
    return {word: text.split().count(word) for word in text.split() if word != "a"}


def initials(text):
    return "".join(word[0] for word in text.split()).lower()


LONGEST = "coumt "
