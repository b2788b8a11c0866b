# rename conv2d_channels to conv2d_chanels
# rename flipped_convolution2d to flipped_convolution_2d
