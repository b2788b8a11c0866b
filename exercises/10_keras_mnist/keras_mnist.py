"""Handwritten digits with Keras: a dense network and a convolutional one, built, trained, compared.

Keras로 손글씨 숫자를 분류합니다: 완전 연결 신경망과 합성곱 신경망.
"""

import keras
import numpy as np


def prepare(images, labels):
    """The images as float32 (N, 28, 28, 1) in 0..1, and the labels as whole numbers (N,).

    영상은 0과 1 사이의 float32 (N, 28, 28, 1), 레이블은 정수 (N,).
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("prepare")


def build_dnn():
    """A compiled dense network on (28, 28, 1) that begins with Flatten; 10 classes.

    Flatten으로 시작하는, 컴파일된 완전 연결 신경망. 클래스는 10개.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("build_dnn")


def build_cnn():
    """A compiled convolutional network, layer by layer that of the table in the statement.

    설명에 있는 표와 층마다 같은, 컴파일된 합성곱 신경망.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("build_cnn")


def train(model, images, labels, epochs):
    """Trains the model on prepared images and gives the History that fit returns.

    준비된 영상으로 모델을 학습시키고 fit이 돌려준 History를 돌려줍니다.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("train")
