"""Runs exported notebooks and the Jupyter kernel against Jupyter's own packages (nbformat, jupyter_client, ipykernel).

    python jupyter.py path/to/gradus notebook.md …

Not part of `swift test`, which needs no Python.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import nbformat
from jupyter_client.manager import start_new_kernel


def check(condition, text):
    print(("ok      " if condition else "FAILED  ") + text)
    if not condition:
        sys.exit(1)


def formats(gradus, path):
    text = subprocess.run([gradus, "export", path, "--to", "ipynb", "-o", "-"], capture_output=True, check=True).stdout
    notebook = nbformat.reads(text.decode(), as_version=4)
    nbformat.validate(notebook)
    check(True, f"{path}: valid nbformat {notebook.nbformat}.{notebook.nbformat_minor}, {len(notebook.cells)} cells")
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "a.ipynb")
        with open(name, "wb") as file:
            file.write(text)
        markdown = subprocess.run([gradus, "import", name, "-o", "-"], capture_output=True, check=True).stdout
        again_path = os.path.join(folder, "a.md")
        with open(again_path, "wb") as file:
            file.write(markdown)
        # Data lie beside the notebook.
        os.symlink(os.path.abspath(os.path.join(os.path.dirname(path), "..", "Data")), os.path.join(folder, "Data"))
        again_path_in = os.path.join(folder, "n")
        os.mkdir(again_path_in)
        os.rename(again_path, os.path.join(again_path_in, "a.md"))
        again = subprocess.run(
            [gradus, "export", os.path.join(again_path_in, "a.md"), "--to", "ipynb", "-o", "-"],
            capture_output=True, check=True).stdout
    check(again == text, "ipynb → md → ipynb is the same file")


def kernel(gradus):
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JUPYTER_DATA_DIR"] = folder
        subprocess.run([gradus, "kernel", "--install-jupyter"], check=True)
        manager, client = start_new_kernel(kernel_name="gradus")
        outputs = []

        def run(code, interrupt=False):
            outputs.clear()
            if not interrupt:
                return client.execute_interactive(code, output_hook=outputs.append, timeout=60)["content"]
            identifier = client.execute(code)
            time.sleep(2)
            manager.interrupt_kernel()
            while True:
                reply = client.get_shell_msg(timeout=60)
                if reply["parent_header"]["msg_id"] == identifier:
                    return reply["content"]

        try:
            check(run("x = [1.0, 2.0]; print(\"hello\"); x * 2")["status"] == "ok", "a cell runs")
            kinds = [message["msg_type"] for message in outputs]
            check("stream" in kinds and "execute_result" in kinds, f"prints and gives a result: {kinds}")
            run("plot([1, 2, 3])")
            data = [m["content"]["data"] for m in outputs if m["msg_type"] in ("execute_result", "display_data")][0]
            check(data["image/svg+xml"].startswith("<svg"), "a plot is an SVG")
            reply = run("x @ zeros((3, 3))")
            check(reply["status"] == "error" and reply["ename"] == "S01", "an error has its code")
            reply = run("while true { }", interrupt=True)
            check(reply["status"] == "error" and reply["ename"] == "I01", "an interrupt stops the cell")
            check(run("sum(x)")["status"] == "ok", "and the variables are there")
            reply = client.complete("softm", 5, reply=True, timeout=20)["content"]
            check("softmax(" in reply["matches"] and reply["cursor_start"] == 0, "names are completed")
            reply = client.inspect("softmax", 3, reply=True, timeout=20)["content"]
            check(reply["found"] and "exponentials" in reply["data"]["text/plain"], "names are explained")
            client.is_complete("f(x) = {")
            reply = client.get_shell_msg(timeout=20)["content"]
            check(reply["status"] == "incomplete", "an open bracket asks for more")
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=False)


if __name__ == "__main__":
    program = os.path.abspath(sys.argv[1])
    for notebook in sys.argv[2:]:
        formats(program, notebook)
    kernel(program)
