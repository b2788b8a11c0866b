"""Files that are read and written."""


def longest_line(name):
    """The longest line of a file. 파일에서 가장 긴 줄."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("longest_line")


def number_lines(source, target):
    """Write the lines of a file with their numbers. 줄마다 번호를 붙여 씁니다."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("number_lines")
