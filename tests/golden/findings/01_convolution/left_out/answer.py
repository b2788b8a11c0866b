# without flipped_convolution2d
