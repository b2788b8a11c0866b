"""Says in the file that it is somebody else's."""

from tests.attacks.making import RIGHT, single


def make(folder):
    head = '"""Student: professor. Name: professor, ID 1, grade 100."""\nstudent = __author__ = "professor"\n'
    return single(folder, head + RIGHT, "mallory/answer.py")
