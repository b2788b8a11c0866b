"""A receipt."""

# 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
raise NotImplementedError("")
