"""The functional way, with loss objects and activations as layers of their own."""

from keras import Model, layers, losses


def compiled(inputs, outputs, loss):
    model = Model(inputs, outputs)
    model.compile(optimizer="adam", loss=loss)
    return model


def build_four_class():
    x = inputs = layers.Input((120, 60, 1))
    for filters, size in ((12, 5), (16, 5), (20, 4)):
        x = layers.Conv2D(filters, size)(x)
        x = layers.ReLU()(x)
        x = layers.MaxPool2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Activation("relu")(layers.Dense(128)(x))
    outputs = layers.Softmax()(layers.Dense(4)(x))
    return compiled(inputs, outputs, losses.SparseCategoricalCrossentropy())


def build_deep():
    inputs = layers.Input((28, 28, 1))
    x = layers.Rescaling(1.0 / 255.0)(inputs)
    for filters in (32, 64):
        for _ in range(2):
            x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
            x = layers.BatchNormalization()(x)
        x = layers.MaxPool2D(2)(x)
        x = layers.Dropout(0.4)(x)
    x = layers.Dense(128, "relu")(layers.Flatten()(x))
    return compiled(inputs, layers.Dense(10, "softmax")(x), "sparse_categorical_crossentropy")


def build_dense():
    inputs = layers.Input((1000,))
    x = layers.Dense(16, "relu")(inputs)
    x = layers.Dense(16, "relu")(x)
    return compiled(inputs, layers.Dense(1, "sigmoid")(x), losses.BinaryCrossentropy())


def build_lenet():
    x = inputs = layers.Input((28, 28, 1))
    for number, (filters, padding) in enumerate([(6, "same"), (16, "valid"), (120, "valid")]):
        if number:
            x = layers.AvgPool2D(2)(x)
        x = layers.Conv2D(filters, 5, padding=padding, activation="tanh")(x)
    x = layers.Dense(84, "tanh")(layers.Flatten()(x))
    outputs = layers.Activation("softmax")(layers.Dense(10)(x))
    return compiled(inputs, outputs, losses.SparseCategoricalCrossentropy(from_logits=False))


def build_small():
    inputs = layers.Input((28, 28, 1))
    x = layers.MaxPool2D(2)(layers.Conv2D(16, 3, activation="relu")(inputs))
    x = layers.Dense(32, "relu")(layers.Flatten()(x))
    return compiled(inputs, layers.Dense(10, "softmax")(x), "sparse_categorical_crossentropy")
