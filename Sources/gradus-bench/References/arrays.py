"""The same in NumPy and scikit-learn."""
import numpy as np


def product(a, b):
    numbers = np.random.default_rng(1024)
    x, y = numbers.standard_normal(a, np.float32), numbers.standard_normal(b, np.float32)
    return lambda: x @ y


def matmul_1024():
    return product((1024, 1024), (1024, 1024))


def matmul_2048():
    return product((2048, 2048), (2048, 2048))


def batched_64():
    return product((64, 64, 64), (64, 64, 64))


def batched_8():
    return product((1024, 64, 8), (1024, 8, 64))


def row():
    return product((1, 768), (768, 3072))


def regression():
    numbers = np.random.default_rng(1024)
    x = np.column_stack((np.ones(100_000), numbers.standard_normal((100_000, 20))))
    y = x.sum(axis=1) + numbers.standard_normal(100_000)
    return x, y


def lstsq():
    x, y = regression()
    return lambda: np.linalg.lstsq(x, y, rcond=None)


def scikit():
    from sklearn.linear_model import LinearRegression
    x, y = regression()
    return lambda: LinearRegression().fit(x[:, 1:], y)


def statsmodels():
    import statsmodels.api as sm
    x, y = regression()
    return lambda: str(sm.OLS(y, x).fit().summary())
