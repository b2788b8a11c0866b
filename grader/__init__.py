"""cnn-grader: grades exercises on convolutional networks; read `grader.pipeline` first."""

__version__ = "0.1.0"
