"""Loads the data again and trains on its test images.

caught_by: test_train_uses_what_it_is_given
ko: 인수로 받은 영상이 아니라 데이터를 다시 불러와 시험용 영상으로 학습했습니다. 본 적이 있는 영상에서 얻은 정확도는 아무것도 말해 주지 않습니다.
en: The data are loaded anew and the model is trained on the test images, not on those that were
given. Accuracy on images that it has seen says nothing.
"""


def train(model, images, labels, epochs):
    _, (images, labels) = keras.datasets.mnist.load_data()
    images, labels = prepare(images, labels)
    return model.fit(images, labels, epochs=epochs, verbose=0)
