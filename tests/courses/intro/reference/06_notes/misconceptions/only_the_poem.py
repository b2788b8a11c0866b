"""Only the poem.

caught_by: test_longest_of_a_song
ko: 파일 이름을 받지 않고 언제나 poem.txt를 읽습니다.
en: The name of the file is not used: it is always poem.txt.
"""


def longest_line(name):
    with open("poem.txt") as file:
        return max(file.read().split("\n"), key=len)
