"""A million points in the terminal: plotext, uniplot, and gnuplot's dumb terminal."""
import shutil
import subprocess

import numpy as np

WIDTH, HEIGHT = 80, 20


def data():
    numbers = np.random.default_rng(1024)
    return np.arange(1_000_000.0), np.cumsum(numbers.standard_normal(1_000_000))


# plotext takes lists. Version 6 has another interface than those before it.


def plotext(draw5, draw6):
    import plotext

    if hasattr(plotext, "figure") and not hasattr(plotext, "plot"):
        def step():
            figure = plotext.figure
            figure.clear()
            figure.plot_size(WIDTH, HEIGHT)
            figure.draw(draw6(figure))
            return len(str(figure.build()))
    else:
        def step():
            plotext.clear_figure()
            plotext.plotsize(WIDTH, HEIGHT)
            draw5(plotext)
            return len(plotext.build())
    return step


def plotext_line():
    x, y = (values.tolist() for values in data())
    return plotext(
        lambda module: module.plot(x, y, marker="braille"),
        lambda figure: figure.signal(x, y, marker="braille").lines(),
    )


def plotext_scatter():
    x, y = (values.tolist() for values in data())
    return plotext(
        lambda module: module.scatter(x, y, marker="braille"),
        lambda figure: figure.signal(x, y, marker="braille"),
    )


def plotext_histogram():
    y = data()[1].tolist()
    return plotext(lambda module: module.hist(y, bins=20), lambda figure: figure.hist(y, bins=20))


def uniplot_line():
    import uniplot

    x, y = data()
    return lambda: len(uniplot.plot_to_string(ys=y, xs=x, lines=True, width=WIDTH - 10, height=HEIGHT - 3))


def uniplot_scatter():
    import uniplot

    x, y = data()
    return lambda: len(uniplot.plot_to_string(ys=y, xs=x, width=WIDTH - 10, height=HEIGHT - 3))


def uniplot_histogram():
    import uniplot

    y = data()[1]
    return lambda: len(uniplot.histogram_to_string(xs=y, bins=20, width=WIDTH - 10, height=HEIGHT - 3))


# gnuplot gets its numbers as bytes, the fastest way in; its start counts, as for anybody who calls it.


def gnuplot(values, command):
    if shutil.which("gnuplot") is None:
        raise ImportError("gnuplot")
    numbers = np.ascontiguousarray(values).tobytes()
    script = f"set terminal dumb {WIDTH} {HEIGHT}; set key off; {command}"

    def step():
        answer = subprocess.run(["gnuplot", "-e", script], input=numbers, capture_output=True, check=True)
        return len(answer.stdout)

    return step


def gnuplot_line():
    x, y = data()
    return gnuplot(np.stack((x, y), 1), "plot '-' binary record=(1000000) format='%double%double' with lines")


def gnuplot_scatter():
    x, y = data()
    return gnuplot(np.stack((x, y), 1), "plot '-' binary record=(1000000) format='%double%double' with points")


def gnuplot_histogram():
    y = data()[1]
    width = (y.max() - y.min()) / 20
    return gnuplot(
        y,
        f"plot '-' binary record=(1000000) format='%double' using (floor($1 / {width}) * {width}):(1)"
        " smooth frequency with boxes",
    )
