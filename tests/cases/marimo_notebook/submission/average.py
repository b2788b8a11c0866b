import marimo

__generated_with = "0.17.0"
app = marimo.App(width="medium")


@app.cell
def _():
    def mean(values):
        if not values:
            raise ValueError("no values")
        return sum(values) / len(values)
    return (mean,)


@app.function
def spread(values):
    return max(values) - min(values)


@app.cell
def _(mean):
    mean([1, 2])
    return


if __name__ == "__main__":
    app.run()
