BLUR = np.ones((3, 3)) / 9
