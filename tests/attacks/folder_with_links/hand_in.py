"""A folder whose files are links to what is not the student's."""


def make(folder):
    (folder / "secret.txt").write_text("def double(image): return 2.0 * image")
    work = folder / "work"
    work.mkdir()
    (work / "answer.py").symlink_to(folder / "secret.txt")
    return work
