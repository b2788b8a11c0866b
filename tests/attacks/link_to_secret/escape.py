"""Opens a file by a link that lies elsewhere."""


def got_out():
    with open("@FOLDER@/link") as file:
        return bool(file.read())
