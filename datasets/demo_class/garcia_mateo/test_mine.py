from convolution import conv1d, conv2d

print(conv1d([1, 3, 2, 5, 4], [1, 0, -2]))
# print(conv2d([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 2], [3, 4]]))   # hangs?? ask on Monday
