"""IDENTITY is the identity matrix.

caught_by: test_brighten_darken_identity
replaces: IDENTITY
ko: IDENTITY에 단위 행렬을 넣었습니다. 그 커널은 대각선의 세 화소를 더합니다. 여기서는 행렬 곱을 하지 않습니다. 어느 칸만 보면 제 화소가 그대로 나오는지
보세요.
en: IDENTITY is the identity matrix, which as a kernel adds up three pixels of a diagonal;
nothing is multiplied as matrices here. Which single cell gives the pixel itself?
"""

IDENTITY = np.eye(3)
