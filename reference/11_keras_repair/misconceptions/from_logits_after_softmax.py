"""The loss takes the output of softmax for logits.

caught_by: test_lenet_loss
ko: 마지막 층이 이미 softmax인데 손실 함수에 from_logits=True를 주었습니다. 소프트맥스가 두 번 적용됩니다.
en: The last layer is a softmax already, and the loss is told from_logits=True: softmax is applied
twice.
"""


def build_lenet():
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
    model.compile(
        "adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
    )
    return model
