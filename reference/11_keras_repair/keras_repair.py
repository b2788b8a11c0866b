"""Five Keras programs that run and are wrong: mend them.

돌아가지만 틀린 Keras 프로그램 다섯 개를 고칩니다. 레이블은 모두 정수 (N,)입니다.
"""

import keras


def build_four_class():
    """Grey pictures of 120x60, four classes; labels 0 to 3.

    120x60 흑백 영상, 네 클래스. 레이블은 0부터 3까지의 정수.
    """
    # BEGIN SOLUTION repair
    model = keras.Sequential()
    model.add(keras.Input((120, 60, 1)))
    model.add(keras.layers.Conv2D(12, (5, 5), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(16, (5, 5), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(20, (4, 4), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dense(4, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    # INSTEAD
    # model = keras.Sequential()
    # model.add(keras.Input((120, 60, 1)))
    # model.add(keras.layers.Conv2D(12, (5, 5), activation="relu"))
    # model.add(keras.layers.MaxPooling2D((2, 2)))
    # model.add(keras.layers.Conv2D(16, (5, 5), activation="relu"))
    # model.add(keras.layers.MaxPooling2D((2, 2)))
    # model.add(keras.layers.Conv2D(20, (5, 5), activation="relu"))
    # model.add(keras.layers.MaxPooling2D((2, 2)))
    # model.add(keras.layers.Flatten())
    # model.add(keras.layers.Dense(128, activation="relu"))
    # model.add(keras.layers.Dense(4, activation="relu"))
    # model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    # return model
    # END SOLUTION


def build_deep():
    """Grey pictures of 28x28 with values up to 255, ten classes; labels 0 to 9.

    값이 255까지인 28x28 흑백 영상, 열 클래스. 레이블은 0부터 9까지의 정수.
    """
    # BEGIN SOLUTION repair
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(keras.layers.Rescaling(1 / 255))
    model.add(keras.layers.Conv2D(32, (3, 3), padding="same", activation="relu"))
    model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Conv2D(32, (3, 3), padding="same", activation="relu"))
    model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Dropout(0.4))
    model.add(keras.layers.Conv2D(64, (3, 3), padding="same", activation="relu"))
    model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Conv2D(64, (3, 3), padding="same", activation="relu"))
    model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Dropout(0.4))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    # INSTEAD
    # model = keras.Sequential()
    # model.add(keras.layers.Rescaling(1 / 255, input_shape=(28, 28, 3)))
    # model.add(keras.layers.Conv2D(32, (3, 3), padding="same", activation="relu"))
    # model.add(keras.layers.BatchNormalization())
    # model.add(keras.layers.Conv2D(32, (3, 3), padding="same", activation="relu"))
    # model.add(keras.layers.BatchNormalization())
    # model.add(keras.layers.MaxPooling2D((2, 2)))
    # model.add(keras.layers.Dropout(0.4))
    # model.add(keras.layers.Conv2D(64, (3, 3), padding="same", activation="relu"))
    # model.add(keras.layers.BatchNormalization())
    # model.add(keras.layers.Conv2D(64, (3, 3), padding="same", activation="relu"))
    # model.add(keras.layers.BatchNormalization())
    # model.add(keras.layers.MaxPooling2D((2, 2)))
    # model.add(keras.layers.Dropout(0.4))
    # model.add(keras.layers.Flatten())
    # model.add(keras.layers.Dense(128, activation="relu"))
    # model.add(keras.layers.Dense(10, activation="softmax"))
    # model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    # return model
    # END SOLUTION


def build_dense():
    """Rows of 1000 features, two classes; labels 0 and 1.

    특성 1000개로 된 행, 두 클래스. 레이블은 0과 1.
    """
    # BEGIN SOLUTION repair
    model = keras.Sequential()
    model.add(keras.Input((1000,)))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model
    # INSTEAD
    # model = keras.Sequential()
    # model.add(keras.Input((1000,)))
    # model.add(keras.layers.Dense(16, activation="relu"))
    # model.add(keras.layers.Dense(16, activation="relu"))
    # model.add(keras.layers.Dense(1, activation="softmax"))
    # model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    # return model
    # END SOLUTION


def build_lenet():
    """LeNet-5 on grey pictures of 28x28 in 0..1, ten classes; labels 0 to 9.

    0과 1 사이의 28x28 흑백 영상을 위한 LeNet-5, 열 클래스. 레이블은 0부터 9까지의 정수.
    """
    # BEGIN SOLUTION repair
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(keras.layers.Conv2D(6, (5, 5), padding="same", activation="tanh"))
    model.add(keras.layers.AveragePooling2D((2, 2)))
    model.add(keras.layers.Conv2D(16, (5, 5), activation="tanh"))
    model.add(keras.layers.AveragePooling2D((2, 2)))
    model.add(keras.layers.Conv2D(120, (5, 5), activation="tanh"))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(84, activation="tanh"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    # INSTEAD
    # loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    # model = keras.Sequential()
    # model.add(keras.Input((28, 28, 1)))
    # model.add(keras.layers.Conv2D(6, (5, 5), padding="same", activation="tanh"))
    # model.add(keras.layers.AveragePooling2D((2, 2), strides=1))
    # model.add(keras.layers.Conv2D(16, (5, 5), activation="tanh"))
    # model.add(keras.layers.AveragePooling2D((2, 2)))
    # model.add(keras.layers.Conv2D(120, (5, 5), activation="tanh"))
    # model.add(keras.layers.Flatten())
    # model.add(keras.layers.Dense(84, activation="tanh"))
    # model.add(keras.layers.Dense(10, activation="softmax"))
    # model.compile("adam", loss, metrics=["accuracy"])
    # return model
    # END SOLUTION


def build_small():
    """A small convolutional network on grey pictures of 28x28 in 0..1; labels 0 to 9.

    0과 1 사이의 28x28 흑백 영상을 위한 작은 합성곱 신경망. 레이블은 0부터 9까지의 정수.
    """
    # BEGIN SOLUTION repair
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(keras.layers.Conv2D(16, (3, 3), activation="relu"))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(32, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    # INSTEAD
    # model = keras.Sequential()
    # model.add(keras.Input((28, 28, 1)))
    # model.add(keras.layers.Flatten())
    # model.add(keras.layers.Dense(784, activation="relu"))
    # model.add(keras.layers.Reshape((28, 28, 1)))
    # model.add(keras.layers.Conv2D(16, (3, 3), activation="relu"))
    # model.add(keras.layers.MaxPooling2D((2, 2)))
    # model.add(keras.layers.Flatten())
    # model.add(keras.layers.Dense(32, activation="relu"))
    # model.add(keras.layers.Dense(10, activation="sigmoid"))
    # model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    # return model
    # END SOLUTION
