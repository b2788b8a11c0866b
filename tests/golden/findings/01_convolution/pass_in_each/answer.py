# whole file
import numpy as np

def conv1d(signal, kernel):
    pass

def conv2d(image, kernel, bias=0.0):
    pass

def conv2d_channels(image, kernel, bias=0.0):
    pass

def flipped_convolution2d(image, kernel):
    pass
