"""The same number of values is dropped each time.

caught_by: test_dropout_takes_its_chance_from_rng
ko: 0이 되는 값의 개수가 매번 똑같습니다. 카드를 섞어 정해진 수만큼 뽑는 것과 칸마다 동전을 던지는
것은 다릅니다. 한 칸의 결과가 다른 칸에 영향을 주는지 생각해 보세요.
en: The number of dropped values is the same each time. Drawing a fixed number of cards is not
throwing a coin for each cell. Ask whether the fate of one cell affects another.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    order = rng.permutation(values.size).reshape(values.shape)
    kept = order >= round(rate * values.size)  # wrong: always as many
    return np.where(kept, values / (1 - rate), 0)
