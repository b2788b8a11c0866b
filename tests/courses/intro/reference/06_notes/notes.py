"""Files that are read and written."""


def longest_line(name):
    """The longest line of a file. 파일에서 가장 긴 줄."""
    # BEGIN SOLUTION
    longest = ""
    with open(name) as file:
        for line in file:
            if len(line.strip()) > len(longest):
                longest = line.strip()
    return longest
    # END SOLUTION


def number_lines(source, target):
    """Write the lines of a file with their numbers. 줄마다 번호를 붙여 씁니다."""
    # BEGIN SOLUTION
    with open(source) as file, open(target, "w") as numbered:
        for number, line in enumerate(file, 1):
            numbered.write(f"{number} {line}")
    # END SOLUTION
