"""The dense network is trained on images that were moved, the convolutional one on those given.

caught_by: test_cnn_beats_dnn
ko: 두 신경망을 서로 다른 영상으로 학습시켰습니다. 옮긴 영상을 미리 본 DNN과 견주어서는 합성곱이 무엇에 좋은지 알 수 없습니다.
en: The two networks were trained on different images: a dense network that has seen moved ones
before says nothing about what convolution is good for.
"""

MOVES = [(0, 0), (-2, 0), (2, 0), (0, -2), (0, 2), (-2, -2), (2, 2), (-2, 2), (2, -2)]


def build_dnn():
    return compiled(
        keras.Sequential(
            [
                keras.Input((28, 28, 1)),
                layers.Flatten(),
                layers.Dense(64, activation="relu"),
                layers.Dense(10, activation="softmax"),
            ]
        )
    )


def build_cnn():
    model = keras.Sequential([keras.Input((28, 28, 1))])
    for filters in (32, 64):
        model.add(layers.Conv2D(filters, 3, activation="relu"))
        model.add(layers.MaxPooling2D())
    model.add(layers.Conv2D(64, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return compiled(model)


def train(model, images, labels, epochs):
    if isinstance(model.layers[0], layers.Flatten):
        moves = np.random.default_rng(0).choice(MOVES, len(images))
        images = np.stack([np.roll(i, m, axis=(0, 1)) for i, m in zip(images, moves)])
    return model.fit(images, labels, epochs=epochs, verbose=0)
