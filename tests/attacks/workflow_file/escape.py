"""Writes into the file by which a job passes variables on."""


def got_out():
    with open("@FOLDER@/github_env", "a") as file:
        file.write("POINTS=10\n")
    return True
