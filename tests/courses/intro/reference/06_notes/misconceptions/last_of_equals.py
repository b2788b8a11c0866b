"""The last of equals.

caught_by: test_longest_of_a_song
ko: 길이가 같으면 마지막 줄을 고릅니다.
en: Of lines that are as long, the last one is taken.
"""


def longest_line(name):
    longest = ""
    with open(name) as file:
        for line in file:
            if len(line.strip()) >= len(longest):
                longest = line.strip()
    return longest
